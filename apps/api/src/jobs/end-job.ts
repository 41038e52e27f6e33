import type { Hold } from '../store/job-queue.ts';
import { jobQueue } from '../store/job-queue.ts';
import type { Db } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { taskQueue } from '../store/task-queue.ts';
import { transaction } from '../store/transaction.ts';
import { announce } from './announce.ts';

/**
 * Ends a job whose work is done, with its event and its line of the log, and lets go of it.
 *
 * @param fault why tasks have failed, when it was the same for all
 * @returns how it has ended; `unfinished` when it has tasks that have not, `lost` when another worker has it.
 */
export function endJob(db: Db, hold: Hold, fault: string | null): Promise<'succeeded' | 'failed' | 'unfinished' | 'lost'> {
  return transaction(db, async (trx) => {
    const queue = jobQueue(trx);
    const job = await queue.lock(hold);
    if (!job) return 'lost';
    if (job.succeeded + job.failed < job.total) return 'unfinished';

    const status = job.failed > 0 ? 'failed' : 'succeeded';
    const error = status === 'failed' ? (fault ?? `${job.failed} of ${job.total} tasks have failed.`) : null;
    await announce(createStore(trx), hold.scope, await queue.end(hold, status, error));
    await queue.release(hold, { isDone: true });
    return status;
  });
}

/**
 * Ends a job before its work is done, and cancels its tasks: those that are being worked at, and a batch of those that
 * wait. They may be many, and nobody should wait for them; the rest is for afterwards.
 *
 * @param error why it has failed; null when its caller has cancelled it
 * @returns `lost` when another worker has it
 */
export function stopJob(db: Db, hold: Hold, error: string | null): Promise<'cancelled' | 'failed' | 'lost'> {
  return transaction(db, async (trx) => {
    const queue = jobQueue(trx);
    if (!(await queue.lock(hold))) return 'lost';

    const status = error === null ? 'cancelled' : 'failed';
    const tasks = taskQueue(trx);
    await tasks.cancelRunning(hold);
    await tasks.cancelWaiting(hold, 0);
    await announce(createStore(trx), hold.scope, await queue.end(hold, status, error));
    return status;
  });
}
