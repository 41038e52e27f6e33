import { WebhookVerificationError } from './webhook-verification-error.ts';

interface Window {
  toleranceSeconds: number;
  now: Date;
}

/**
 * Checks that `webhook-timestamp` is whole seconds, without leading zeros, and no further from `now` than allowed.
 *
 * @throws WebhookVerificationError when it is not
 * @throws RangeError when the window is none: whatever is compared with NaN would pass
 */
export function checkTimestamp(timestamp: string, { toleranceSeconds, now }: Window): void {
  if (!(toleranceSeconds >= 0)) throw new RangeError('toleranceSeconds must be 0 or more.');
  if (Number.isNaN(now.getTime())) throw new RangeError('now must be a valid date.');
  if (!/^(?:0|[1-9]\d{0,14})$/.test(timestamp)) {
    throw new WebhookVerificationError('malformed_timestamp', 'webhook-timestamp is not a whole number of seconds since 1970. Refuse the delivery: none of ours looks like that.');
  }

  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (age > toleranceSeconds) {
    throw new WebhookVerificationError('too_old', `The delivery was signed ${age} s ago; ${toleranceSeconds} s are allowed. Refuse it, since it may be a replay. If all are too old, set the clock of this machine.`);
  }
  if (-age > toleranceSeconds) {
    throw new WebhookVerificationError('too_new', `The delivery was signed ${-age} s ahead of this machine's clock; ${toleranceSeconds} s are allowed. Refuse it. If all are too new, set the clock.`);
  }
}
