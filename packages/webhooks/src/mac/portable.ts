import { sha256 } from './sha256.ts';

const BLOCK = 64;

/** HMAC-SHA256 of the parts, one behind the other (RFC 2104), where there is no node:crypto; WebCrypto would answer only later. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const padded = new Uint8Array(BLOCK);
  padded.set(key.length > BLOCK ? sha256([key]) : key);
  const inner = sha256([padded.map((octet) => octet ^ 0x36), ...parts]);
  return sha256([padded.map((octet) => octet ^ 0x5c), inner]);
}

/** Whether two texts are equal, in a time that tells only whether their lengths are: every character is looked at. */
export function equalTexts(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
