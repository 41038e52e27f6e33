import { createHmac } from 'node:crypto';

// Nothing of src/ is used here: the vectors are what src/ is held against. By hand, for one of them:
// printf %s "$ID.$TIMESTAMP.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(printf %s "${SECRET#whsec_}" | base64 -d | xxd -p -c 64)" -binary | base64
// printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET"

/** `webhook-signature` under one secret. */
export function v1(secret: string, id: string, timestamp: number | string, body: string): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
}

/** `X-Signature`. */
export function xSignature(secret: string | Buffer, body: string): string {
  return createHmac('sha256', secret).update(body, 'utf8').digest('hex');
}

/** The octets behind a secret. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice('whsec_'.length), 'base64');
}

/** A secret that nobody has: the base64 of a text that says what it is. */
export function testSecret(text: string): string {
  return `whsec_${Buffer.from(text, 'ascii').toString('base64')}`;
}

/** The text with one bit of one of its ASCII characters turned. */
export function flip(text: string, at: number, bit = 0): string {
  const octets = Buffer.from(text, 'utf8');
  octets[at] = (octets[at] ?? 0) ^ (1 << bit);
  return octets.toString('utf8');
}
