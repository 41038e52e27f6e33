import { createHash, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The keys that secrets are sealed with: one that seals, and those that only still open. */
export interface SecretsKeys {
  current: KeyObject;
  previous: readonly KeyObject[];
}

const KEY_BYTES = 32;
const ID_BYTES = 6;

/** Reads a key as the operator writes it: the base64 of 32 bytes; undefined when it is anything else. */
export function parseSecretsKey(text: string): KeyObject | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node skips what is not base64, so the text has to come out again.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) return undefined;

  // A KeyObject, because one that is logged by mistake shows nothing.
  return createSecretKey(bytes);
}

/** The name of a key, 12 hexadecimal digits: a digest, which may be shown and says nothing of the key. */
export function secretsKeyId(key: KeyObject): string {
  return createHash('sha256').update('plumbline secrets key\0').update(key.export()).digest('hex').slice(0, ID_BYTES * 2);
}
