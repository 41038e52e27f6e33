const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds that decide how deliveries are attempted. Tests have shorter ones. */
export interface Timing {
  /** That an endpoint has for all of its answer. */
  patience: number;
  /**
   * That a claim lasts: an attempt, and then it is to be written down. Whoever has not done so by then is taken to be
   * gone, and somebody else makes the attempt.
   */
  lease: number;
  /** Between a failed attempt and the next one; behind the last of them, the delivery has failed. */
  schedule: readonly number[];
}

/** What Standard Webhooks publishes ("Deliverability and reliability"): it has failed after 75 hours and a half. */
export const TIMING: Timing = {
  patience: 15 * SECOND,
  lease: 30 * SECOND,
  schedule: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
};
