import { equalTexts } from '#mac';
import { givenSecrets } from './given-secrets.ts';
import { octetsOf } from './octets.ts';
import { type HeadersLike, readHeader } from './read-header.ts';
import { ID, signatureOf } from './signature.ts';
import { checkTimestamp } from './timestamp.ts';
import { readEvent, type WebhookEvent } from './webhook-event.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/** A delivery as it came in, and what it is held against. */
export interface VerifyInput {
  /** The body as it came in, before any parser. Octets are best. */
  body: string | Uint8Array;
  headers: HeadersLike;
  /** The secret as it was shown, `whsec_…`; several while one takes over from another. */
  secret: string | readonly string[];
  /** How many seconds the timestamp may lie before and behind `now`; 300 when it is left out. */
  toleranceSeconds?: number;
  /** For tests; the clock of this machine when it is left out. */
  now?: Date;
}

/**
 * Checks the Standard Webhooks headers of a delivery: one signature of any of the secrets is enough.
 *
 * @returns the event that the body holds
 * @throws WebhookVerificationError when the delivery is not to be believed; answer it with a 400
 * @throws RangeError when the tolerance or `now` is none
 */
export function verify({ body, headers, secret, toleranceSeconds = 300, now = new Date() }: VerifyInput): WebhookEvent {
  const secrets = givenSecrets(secret);
  const octets = octetsOf(body);
  const id = required(headers, 'webhook-id');
  const timestamp = required(headers, 'webhook-timestamp');
  const given = required(headers, 'webhook-signature').split(' ');

  if (!ID.test(id)) throw new WebhookVerificationError('malformed_id', 'webhook-id is not one visible word without a full stop. Refuse the delivery: none of ours looks like that.');
  checkTimestamp(timestamp, { toleranceSeconds, now });

  const signatures = given.filter((one) => one.startsWith('v1,')).map((one) => one.slice('v1,'.length));
  if (signatures.length === 0) {
    throw new WebhookVerificationError('unknown_version', 'webhook-signature has no v1 signature, the only kind that is known here. Refuse the delivery.');
  }
  const expected = secrets.map(({ key }) => signatureOf({ id, timestamp, body: octets }, key));
  if (!signatures.some((signature) => expected.some((one) => equalTexts(signature, one)))) {
    throw new WebhookVerificationError(
      'no_matching_signature',
      'No signature in webhook-signature is of this body, id and timestamp under a secret that was given. Refuse the delivery. If all are refused, pass the body as it came in, before a JSON parser, and the secret of this webhook, with the previous one while a rotation lasts.',
    );
  }

  const event = readEvent(body);
  if (!event) throw new WebhookVerificationError('malformed_body', 'The signature is right, but the body is not JSON with event, timestamp and data. Ask whoever holds the secret what they send.');
  return event;
}

function required(headers: HeadersLike, name: string): string {
  const value = readHeader(headers, name);
  if (value === undefined) {
    throw new WebhookVerificationError('missing_header', `There is no ${name} header. Refuse the delivery. If all are refused, pass the headers of the request as they came in.`);
  }
  return value;
}
