/** Milliseconds between two looks at the event loop. */
const SAMPLE = 20;

let measured: (() => number) | undefined;

/** How late the event loop of this process is, in milliseconds; measured from the first time that it is asked for. */
export function loopDelay(): number {
  measured ??= startSampling();
  return measured();
}

/**
 * Looks again and again how late a timer is. What counts is the smaller of the last two: one long turn, such as a
 * collection of garbage, is over when it is noticed, and is no reason to refuse anybody.
 *
 * @param now milliseconds
 */
export function startSampling(now: () => number = () => performance.now()): () => number {
  let before = 0;
  let last = 0;
  let expected = now() + SAMPLE;
  setInterval(() => {
    const at = now();
    [before, last] = [last, Math.max(0, at - expected)];
    expected = at + SAMPLE;
  }, SAMPLE).unref();
  return () => Math.min(before, last);
}
