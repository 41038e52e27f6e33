import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// A sealed answer: version (1 byte), salt (16), nonce (12), ciphertext, tag (16). Version, salt and purpose are
// authenticated with it (NIST SP 800-38D, additional data).
const VERSION = 1;
const SALT_END = 17;
const NONCE_END = 29;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Encrypts an answer (AES-256-GCM) under a key that is derived from the caller's own credential (HKDF-SHA256, RFC 5869)
 * and kept nowhere. The credential has the randomness of a key, so that it need not be stretched like a password.
 *
 * @param purpose what it is kept for; only that purpose opens it again
 */
export function sealAnswer(answer: Uint8Array, credential: string, purpose: string): Buffer {
  const head = Buffer.concat([Buffer.of(VERSION), randomBytes(SALT_END - 1)]);
  const nonce = randomBytes(NONCE_END - SALT_END);
  const cipher = createCipheriv('aes-256-gcm', keyOf(credential, head), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, Buffer.from(purpose)]));
  const encrypted = Buffer.concat([cipher.update(answer), cipher.final()]);

  return Buffer.concat([head, nonce, encrypted, cipher.getAuthTag()]);
}

/**
 * Opens what `sealAnswer` gave.
 *
 * @returns undefined when it was for another credential or purpose, or was altered
 */
export function openAnswer(sealed: Uint8Array, credential: string, purpose: string): Buffer | undefined {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION || bytes.length < NONCE_END + TAG_BYTES) return undefined;

  const head = bytes.subarray(0, SALT_END);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(credential, head), bytes.subarray(SALT_END, NONCE_END), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([head, Buffer.from(purpose)]));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_END, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined; // All that `final` can say is that the tag does not fit.
  }
}

function keyOf(credential: string, head: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', credential, head.subarray(1), 'plumbline/idempotency', KEY_BYTES));
}
