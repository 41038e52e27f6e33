import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from '../store/ids.ts';
import type { NewSecret } from '../store/key-secrets.ts';
import type { Environment } from '../store/schema.ts';

const LABELS = { live: 'live', sandbox: 'test' } as const satisfies Record<Environment, string>;
const LENGTHS = { lookup: 12, secret: 30, checksum: 6 };
const FORMAT = new RegExp(`^sk_(live|test)_([0-9A-Za-z]{${LENGTHS.lookup}})[0-9A-Za-z]{${LENGTHS.secret + LENGTHS.checksum}}$`);

/** What a key says of itself. Whether it was ever given out, only the database knows. */
export interface KeyParts {
  environment: Environment;
  /** What its row is found by. */
  lookup: string;
  /** SHA-256 of the whole key; a random key of 178 bits needs no slow hash. */
  hash: Uint8Array;
}

/**
 * Makes a key: `sk_live_` or `sk_test_`, a lookup, a secret, and a checksum (CRC-32, as in zlib) that
 * lets mistyped keys be refused, and leaked ones be recognised, without asking anyone.
 */
export function makeKey(environment: Environment): NewSecret & { key: string } {
  const lookup = randomBase62(LENGTHS.lookup);
  const prefix = `sk_${LABELS[environment]}_${lookup}`;
  const body = `${prefix}${randomBase62(LENGTHS.secret)}`;
  const key = `${body}${checksum(body)}`;

  return { key, prefix, lookup, hash: sha256(key) };
}

/** Reads a key by its format and checksum alone; undefined when it cannot be one of ours. */
export function readKey(text: string): KeyParts | undefined {
  const [, label, lookup] = FORMAT.exec(text) ?? [];
  if (!label || !lookup) return undefined;

  const end = text.length - LENGTHS.checksum;
  if (checksum(text.slice(0, end)) !== text.slice(end)) return undefined;

  return { environment: label === LABELS.live ? 'live' : 'sandbox', lookup, hash: sha256(text) };
}

function checksum(body: string): string {
  return toBase62(crc32(body), LENGTHS.checksum);
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
