import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../test/vectors/signer.ts';
import { VECTORS } from '../test/vectors/vectors.ts';
import { verify } from './verify.ts';
import { type VerificationFailure, WebhookVerificationError } from './webhook-verification-error.ts';

const refused = VECTORS.deliveries.filter(({ result }) => result !== 'accepted');

// A Record, so that a reason without a vector does not compile.
const HAS_VECTOR: Record<VerificationFailure, true> = {
  missing_header: true,
  malformed_id: true,
  malformed_timestamp: true,
  too_old: true,
  too_new: true,
  unknown_version: true,
  no_matching_signature: true,
  malformed_body: true,
  malformed_secret: true,
};

describe('a WebhookVerificationError', () => {
  it('has a vector for each reason', () => {
    expect([...new Set(refused.map(({ result }) => result))].toSorted()).toEqual(Object.keys(HAS_VECTOR).toSorted());
  });

  it.each(refused)('shows no secret, no signature and nothing of the body: $name', ({ body, headers, secrets, now }) => {
    const error = caught(() => verify({ body, headers, secret: secrets, now: new Date(now * 1000) }));
    expect(error).toBeInstanceOf(WebhookVerificationError);

    const shown = inspect({ ...error, message: error.message, cause: error.cause });
    const expected = secrets.map((secret) =>
      createHmac('sha256', keyOf(secret)).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64'),
    );
    const hidden = [...secrets.map((secret) => secret.slice(6)), ...expected, headers['webhook-signature'], body];
    expect(hidden.filter((one) => one && shown.includes(one))).toEqual([]);
  });

  it.each(refused)('says what to do: $name', ({ body, headers, secrets, now }) => {
    const { message } = caught(() => verify({ body, headers, secret: secrets, now: new Date(now * 1000) }));
    expect(message).toMatch(/\. (?:Refuse|Pass|Ask) /);
  });
});

function caught(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}
