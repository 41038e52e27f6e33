import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../store/database-handle.ts';
import type { Kept } from './heartbeat.ts';

/** Milliseconds until the database is asked again. */
const PAUSE = 500;

/**
 * Asks the database something for a job, again and again for as long as it is out of reach and the job is not given up
 * for it. What is asked may have happened although the answer was lost, so that it must bear to be asked twice.
 *
 * @throws what `ask` throws; that the database is out of reach only when the job is lost.
 */
export async function insist<Result>({ isUnavailable }: Pick<Database, 'isUnavailable'>, { isLost }: Pick<Kept, 'isLost'>, ask: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnavailable(error) || isLost()) throw error;
      await sleep(PAUSE);
    }
  }
}
