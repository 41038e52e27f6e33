import { createHmac } from 'node:crypto';

/**
 * What a request is recognised by: HMAC-SHA256 of what it says. A bare hash would let anybody who reads it try out what
 * a body holds, passwords among it.
 */
export function fingerprintOf(text: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
