import { equalTexts } from '#mac';
import { givenSecrets } from './given-secrets.ts';
import { octetsOf } from './octets.ts';
import { bodySignatureOf } from './signature.ts';

/** A body, the `X-Signature` that came with it, and what it is held against. */
export interface VerifyBodyInput {
  /** The body as it came in, before any parser. */
  body: string | Uint8Array;
  /** The value of `X-Signature`; a missing one is a wrong one. */
  signature: string | null | undefined;
  /** The secret as it was shown, `whsec_…`; several while one takes over from another. */
  secret: string | readonly string[];
}

/**
 * Whether `X-Signature` is that of this body under any of the secrets. It says nothing of when the delivery was
 * sent, so an old one passes again and again; `verify` does not let it.
 *
 * @throws WebhookVerificationError `malformed_secret` when there is no secret, or one is malformed; `malformed_body`
 *   when a parser has been at the body
 */
export function verifyBody({ body, signature, secret }: VerifyBodyInput): boolean {
  const secrets = givenSecrets(secret);
  const octets = octetsOf(body);
  return typeof signature === 'string' && secrets.some(({ shown }) => equalTexts(signature, bodySignatureOf(octets, shown)));
}
