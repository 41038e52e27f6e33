import { hmacSha256 } from '#mac';
import { toBase64 } from './base64.ts';
import { utf8 } from './octets.ts';

/** What one signature of Standard Webhooks speaks of. */
interface Signed {
  id: string;
  /** Seconds since 1970, as the header says them. */
  timestamp: string;
  body: Uint8Array;
}

/** What an id may be: visible ASCII without a full stop, which is what parts id, timestamp and body in what is signed. */
export const ID = /^[!-\-/-~]+$/;

/** The signature of Standard Webhooks behind `v1,`: base64 of the HMAC-SHA256 of `id.timestamp.body`. */
export function signatureOf({ id, timestamp, body }: Signed, key: Uint8Array): string {
  return toBase64(hmacSha256(key, utf8(`${id}.${timestamp}.`), body));
}

/** `X-Signature`: hex of the HMAC-SHA256 of the body, keyed with the text of the secret, `whsec_` included. */
export function bodySignatureOf(body: Uint8Array, secret: string): string {
  return Array.from(hmacSha256(utf8(secret), body), (octet) => octet.toString(16).padStart(2, '0')).join('');
}
