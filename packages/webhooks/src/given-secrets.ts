import { readSecret } from './secret.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/** A secret as it was shown, and the key behind it. */
interface Secret {
  shown: string;
  key: Uint8Array;
}

/**
 * The secrets that a receiver has.
 *
 * @throws WebhookVerificationError `malformed_secret` when there is none, or one is no secret
 */
export function givenSecrets(secret: string | readonly string[]): Secret[] {
  const given = typeof secret === 'string' ? [secret] : secret;
  if (given.length === 0) throw new WebhookVerificationError('malformed_secret', 'There is no secret to verify with. Pass the one that was shown when the webhook was made.');
  return given.map((shown, index) => {
    const key = readSecret(shown);
    if (key) return { shown, key };
    throw new WebhookVerificationError('malformed_secret', `Secret ${index} is not whsec_ and the base64 of 24 to 64 octets. Pass it exactly as it was shown when the webhook was made or its secret rotated.`);
  });
}
