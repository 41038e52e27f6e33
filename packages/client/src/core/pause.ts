/** The most milliseconds that a timer takes. */
export const LONGEST = 2 ** 31 - 1;

/**
 * Waits, at most for a time, or until it is told to go on.
 *
 * @param milliseconds how long at most
 * @param signal ends the wait by its reason being thrown
 * @param start gets what tells it to go on
 */
export function pause(milliseconds: number, signal?: AbortSignal, start?: (goOn: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, Math.min(Math.max(milliseconds, 0), LONGEST));
    signal?.addEventListener('abort', end);
    start?.(end);
  });
}
