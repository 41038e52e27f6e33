import { fromBase64, toBase64 } from './base64.ts';

const PREFIX = 'whsec_';

/** How many octets a key may have (Standard Webhooks, "Signature scheme"). */
const OCTETS = { least: 24, most: 64 };

/** Makes a secret: `whsec_` and the base64 of 32 random octets. */
export function generateSecret(): string {
  return PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(32)));
}

/** The key behind a secret, `whsec_` and base64 of 24 to 64 octets; undefined when it is none. An empty key would let everybody sign. */
export function readSecret(secret: string): Uint8Array | undefined {
  if (!secret.startsWith(PREFIX)) return undefined;
  const key = fromBase64(secret.slice(PREFIX.length));
  return key && key.length >= OCTETS.least && key.length <= OCTETS.most ? key : undefined;
}
