import type { Log } from '@plumbline/server';
import { regularly } from '../background/regularly.ts';
import type { Examples } from '../seed/examples.ts';
import type { Db } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds between two looks at the clock and at who is due. */
const PACE = 60_000;

interface Needs {
  db: Db;
  examples: Examples;
  /** The hour of the day, in UTC, at which sandboxes are put back. */
  hour: number;
  log: Pick<Log, 'info' | 'error'>;
}

/** The last time that the hour struck. */
export function lastReset(hour: number, now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY + (hour * DAY) / 24;
  return new Date(today <= now.getTime() ? today : today - DAY);
}

/**
 * Puts back every sandbox that was not since the hour struck last. Any number of processes may do so at once: each
 * sandbox is put back by one of them, in a transaction of its own. One that cannot be put back is logged, and does not
 * keep the others from it.
 *
 * @param signal ends it behind the sandbox that it is at
 * @returns how many this call has put back
 * @throws what the database throws when it is asked who is due.
 */
export async function resetDue({ db, examples, hour, log }: Needs, now: Date, signal?: AbortSignal): Promise<number> {
  const before = lastReset(hour, now);
  let count = 0;
  for (const accountId of await createStore(db).sandbox.due(before)) {
    if (signal?.aborted) break;
    try {
      const isDone = await transaction(db, async (trx) => {
        const { sandbox } = createStore(trx);
        if (!(await sandbox.claim(accountId, before, now))) return false;
        await sandbox.putBack(accountId, examples, now);
        return true;
      });
      if (isDone) count += 1;
    } catch (error) {
      log.error({ err: error, accountId }, 'the sandbox of an account could not be put back; it is tried again in a minute');
    }
  }
  return count;
}

/**
 * Looks every minute whether sandboxes are due, and once at the start, since the server may have been down at the
 * hour. What fails is logged and tried again at the next look; while one look is at work, no other begins.
 *
 * @returns what ends it, once the sandbox that is being put back is done
 */
export function startDailyReset(needs: Needs): () => Promise<void> {
  const { log } = needs;
  return regularly({
    pace: PACE,
    async work(signal) {
      const count = await resetDue(needs, new Date(), signal);
      if (count > 0) log.info({ count }, 'sandboxes were put back');
    },
    onFailure: (error) => log.error({ err: error }, 'which sandboxes are due could not be read; it is tried again in a minute'),
  });
}
