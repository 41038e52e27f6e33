import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { secretsKeyId } from './secrets-key.ts';
import type { SecretsKeys } from './secrets-key.ts';

/** Encrypts what must be readable again, so that the database and its backups do not hold it in clear. */
export interface Sealer {
  /** The id of the key that seals. */
  currentKeyId: string;
  /** The ids of all keys that open. */
  keyIds: ReadonlySet<string>;
  /** Seals a secret for one purpose; only that purpose opens it again. */
  seal(secret: Uint8Array, purpose: string): Buffer;
  /**
   * Opens what `seal` gave for this purpose.
   *
   * @throws Error that names the purpose and the id of a missing key, and says what to do.
   */
  open(sealed: Uint8Array, purpose: string): Buffer;
}

// A sealed value: version (1 byte), id of the key (6), nonce (12), ciphertext, tag (16).
// Version, id and purpose are authenticated with it (NIST SP 800-38D, additional data).
const VERSION = 1;
const ID_END = 7;
const NONCE_END = 19;
const TAG_BYTES = 16;

/** Seals and opens with AES-256-GCM; every value names the key that sealed it. */
export function createSealer({ current, previous }: SecretsKeys): Sealer {
  const keys = new Map([current, ...previous].map((key) => [secretsKeyId(key), key]));
  const currentKeyId = secretsKeyId(current);
  const header = Buffer.concat([Buffer.of(VERSION), Buffer.from(currentKeyId, 'hex')]);

  return {
    currentKeyId,
    keyIds: new Set(keys.keys()),

    seal(secret, purpose) {
      const nonce = randomBytes(NONCE_END - ID_END);
      const cipher = createCipheriv('aes-256-gcm', current, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.concat([header, Buffer.from(purpose)]));
      const encrypted = Buffer.concat([cipher.update(secret), cipher.final()]);

      return Buffer.concat([header, nonce, encrypted, cipher.getAuthTag()]);
    },

    open(sealed, purpose) {
      const bytes = Buffer.from(sealed);
      const id = sealedKeyId(bytes);
      if (id === undefined) throw new Error(`What is kept as ${purpose} is not a sealed value: restore it from a backup.`);

      const key = keys.get(id);
      if (!key) {
        throw new Error(
          `What is kept as ${purpose} is sealed with the key ${id}, which is not configured (${[...keys.keys()].join(', ')} is). ` +
            'Add that key to SECRETS_KEYS_PREVIOUS, and keep it there until `admin reseal-secrets` has run.',
        );
      }

      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(ID_END, NONCE_END), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.concat([bytes.subarray(0, ID_END), Buffer.from(purpose)]));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_END, -TAG_BYTES)), decipher.final()]);
      } catch (error) {
        const message = `What is kept as ${purpose} was altered, or was sealed for something else: restore it from a backup.`;
        throw new Error(message, { cause: error });
      }
    },
  };
}

/** The id of the key that sealed a value; undefined when it is not a sealed value. */
export function sealedKeyId(sealed: Uint8Array): string | undefined {
  if (sealed[0] !== VERSION || sealed.length < NONCE_END + TAG_BYTES) return undefined;

  return Buffer.from(sealed.subarray(1, ID_END)).toString('hex');
}
