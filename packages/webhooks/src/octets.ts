import { WebhookVerificationError } from './webhook-verification-error.ts';

const encoder = new TextEncoder();

/** The UTF-8 of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The octets of a body that came in.
 *
 * @throws WebhookVerificationError `malformed_body` for what a parser has made of it, whose octets are gone
 */
export function octetsOf(body: string | Uint8Array): Uint8Array {
  if (typeof body === 'string') return utf8(body);
  if (ArrayBuffer.isView(body)) return body;
  throw new WebhookVerificationError('malformed_body', 'The body is neither a text nor octets. Pass it as it came in, before a JSON parser: with Express, express.raw() in front of this route.');
}
