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
 * @param schedule milliseconds between attempts
 * @param random from 0 to 1, for the jitter
 * @returns milliseconds; undefined when that was the last attempt
 */
export function waitBehind({ attempts, askedFor }: Failed, schedule: readonly number[], random = Math.random()): number | undefined {
  const wait = schedule[attempts - 1];
  return wait === undefined ? undefined : Math.round(Math.max(wait, askedFor) * (1 + JITTER * random));
}
