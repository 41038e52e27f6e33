import { utf8 } from './octets.ts';
import { readSecret } from './secret.ts';
import { bodySignatureOf, ID, signatureOf } from './signature.ts';

/** A delivery to be signed. */
export interface SignInput {
  /** The id of the event, the same on every attempt. */
  id: string;
  /** When this attempt is made. Receivers refuse it five minutes later. */
  timestamp: Date;
  /** The body exactly as it will be sent, in UTF-8. */
  body: string;
  /** The valid secrets, newest first: during a rotation the new one and the one before. */
  secrets: readonly string[];
}

/**
 * The headers of a delivery: those of Standard Webhooks, with one `v1,` signature for each secret, newest first, and
 * `X-Signature`, the hex HMAC-SHA256 of the body keyed with the newest secret as it was shown.
 *
 * @throws TypeError when there is no secret or one is malformed, or the id or the timestamp is none
 */
export function sign({ id, timestamp, body, secrets }: SignInput): Record<string, string> {
  const [newest] = secrets;
  if (newest === undefined) throw new TypeError('There is no secret to sign with. Pass at least one, the newest first.');
  if (!ID.test(id)) throw new TypeError('The id of a delivery must be visible ASCII without a full stop, which parts it from the timestamp in what is signed.');
  if (!(timestamp.getTime() >= 0)) throw new TypeError('The timestamp of a delivery must be a valid date of 1970 or later.');

  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const octets = utf8(body);
  const signatures = secrets.map((secret, index) => {
    const key = readSecret(secret);
    if (!key) throw new TypeError(`Secret ${index} is not whsec_ and the base64 of 24 to 64 octets. Make secrets with generateSecret().`);
    return `v1,${signatureOf({ id, timestamp: seconds, body: octets }, key)}`;
  });

  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': signatures.join(' '),
    'X-Signature': bodySignatureOf(octets, newest),
  };
}
