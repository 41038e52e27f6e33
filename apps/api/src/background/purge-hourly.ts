import type { Log } from '@plumbline/server';
import { regularly } from './regularly.ts';

/** Milliseconds between two looks. What is over counts as gone before it is deleted, so that this is about space only. */
const PACE = 60 * 60 * 1000;

interface Purge {
  /** Deletes what is too old until the signal says that it is to end, and gives how many where it counts them. */
  purge(signal: AbortSignal): Promise<number | void>;
  /** What is deleted, and why: `events` and `they are older than 30 days`. */
  what: string;
  why: string;
  log: Pick<Log, 'info' | 'error'>;
}

/**
 * Deletes every hour, and once at the start, what is too old, and logs how many. What fails is logged and tried again in
 * an hour; while one look is at work, no other begins.
 *
 * @returns what ends it, once the batch that it is at is done
 */
export function purgeHourly({ purge, what, why, log }: Purge): () => Promise<void> {
  return regularly({
    pace: PACE,
    async work(signal) {
      const count = await purge(signal);
      if (count) log.info({ count }, `${what} were deleted, since ${why}`);
    },
    onFailure: (error) => log.error({ err: error }, `${what} that are to go, since ${why}, could not be deleted; it is tried again in an hour`),
  });
}
