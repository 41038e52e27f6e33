const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Milliseconds between a failed attempt and the next one: the schedule that Standard Webhooks publishes ("Deliverability
 * and reliability"). Behind the last one the delivery has failed, after 75 hours and a half.
 */
export const RETRY_SCHEDULE: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/** What part of a wait may come on top of it, so that what failed together is not tried again together. */
const JITTER = 0.1;

/** What is known of a delivery when an attempt has failed. */
interface Failed {
  /** How many attempts of the schedule were made, this one among them. */
  attempts: number;
  /** Milliseconds that the endpoint has asked to be left alone, 0 when it has not. */
  askedFor: number;
}

/**
 * How long to wait for the next attempt.
 *
 * @param random from 0 to 1, for the jitter
 * @returns milliseconds; undefined when that was the last attempt
 */
export function waitBehind({ attempts, askedFor }: Failed, schedule = RETRY_SCHEDULE, random = Math.random()): number | undefined {
  const wait = schedule[attempts - 1];
  return wait === undefined ? undefined : Math.round(Math.max(wait, askedFor) * (1 + JITTER * random));
}
