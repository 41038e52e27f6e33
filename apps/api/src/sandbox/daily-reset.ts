import type { Log } from '@plumbline/server';
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
 * sandbox is put back by one of them, in a transaction of its own.
 *
 * @returns how many this call has put back
 */
export async function resetDue({ db, examples, hour }: Omit<Needs, 'log'>, now: Date): Promise<number> {
  const before = lastReset(hour, now);
  let count = 0;
  for (const accountId of await createStore(db).sandbox.due(before)) {
    const isDone = await transaction(db, async (trx) => {
      const { sandbox } = createStore(trx);
      if (!(await sandbox.claim(accountId, before, now))) return false;
      await sandbox.putBack(accountId, examples, now);
      return true;
    });
    if (isDone) count += 1;
  }
  return count;
}

/**
 * Looks every minute whether sandboxes are due, and once at the start, since the server may have been down at the
 * hour. What fails is logged and tried again at the next look.
 *
 * @returns what ends it, once the reset that is running is done
 */
export function startDailyReset({ log, ...needs }: Needs): () => Promise<void> {
  let running = Promise.resolve();
  const look = () => {
    running = running
      .then(() => resetDue(needs, new Date()))
      .then((count) => {
        if (count > 0) log.info({ count }, 'sandboxes were put back');
      })
      .catch((error: unknown) => log.error({ err: error }, 'the sandboxes could not be put back'));
  };
  const timer = setInterval(look, PACE);
  timer.unref();
  look();

  return () => {
    clearInterval(timer);
    return running;
  };
}
