import { setTimeout as sleep } from 'node:timers/promises';
import { inBatches } from '../background/in-batches.ts';
import { jobQueue } from '../store/job-queue.ts';
import type { ClaimedJob } from '../store/job-queue.ts';
import { jobResultStore } from '../store/job-results.ts';
import { WINDOW, taskQueue } from '../store/task-queue.ts';
import { endJob, stopJob } from './end-job.ts';
import type { Kept } from './heartbeat.ts';
import { insist } from './insist.ts';
import { runExport } from './export/run-export.ts';
import { runTasks } from './run-tasks.ts';
import type { Work } from './work.ts';

/** How many pieces of a result are deleted in one statement: few enough to be done long before a query is given up. */
const PIECES = 50;
/** Milliseconds until it is looked again for tasks that have not ended. */
const PAUSE = 200;

/**
 * Works at a job that was taken on until it has ended, or until it is to end; how it is left is then written down. Does
 * not throw: what goes wrong is logged, and the job fails, unless it was the database, and another worker may fare better.
 */
export async function runJob(work: Work, claimed: ClaimedJob, kept: Kept): Promise<void> {
  const { database, log } = work;
  const { jobId } = claimed.hold;
  const giveUp = (error: unknown, text: string) => log.error({ err: error, jobId }, `${text}; it is taken on again when its lease ends`);

  try {
    await workAt(work, claimed, kept);
  } catch (error) {
    if (database.isUnavailable(error) || kept.isLost()) return giveUp(error, 'a job was given up, since the database was out of reach');

    log.error({ err: error, jobId }, 'a job has failed, since its worker has met an error');
    await breakOff(work, claimed, kept, 'The worker has met an error of its own, which it has logged.').catch((again: unknown) =>
      giveUp(again, 'that a job has failed could not be written'),
    );
  } finally {
    kept.letGo();
  }
}

async function workAt(work: Work, claimed: ClaimedJob, kept: Kept): Promise<void> {
  const { hold, job } = claimed;
  const { database, log } = work;

  // It had ended before all that belongs to it was put away.
  if (job.finished_at) return clearAway(work, claimed, kept);
  const isOver = job.cancel_requested_at === null && (await workThrough(work, claimed, kept));

  if (isOver) return;
  if (kept.isLost()) return log.info({ jobId: job.id }, 'a job was given up, since another worker has it');
  if (job.cancel_requested_at || kept.isCancelled()) return breakOff(work, claimed, kept, null);
  await insist(database, kept, async () => {
    await taskQueue(database.db).putBack(hold);
    await jobQueue(database.db).release(hold, { isDone: false });
  });
}

/** Works until all is done, and says so. @returns whether the job has ended, or is another's. */
async function workThrough(work: Work, claimed: ClaimedJob, kept: Kept): Promise<boolean> {
  const { hold, job, isNew } = claimed;
  const { database, log, metrics, closing } = work;
  const { db } = database;
  const ask = <Result>(question: () => Promise<Result>) => insist(database, kept, question);
  if (!isNew) log.info({ jobId: job.id }, 'a job was taken over from a worker that is gone');

  for (;;) {
    // Tasks that were begun and not ended: by a worker that is gone, or by this one while the database was.
    await ask(() => taskQueue(db).putBack(hold));
    const fault = job.kind === 'run' ? await runTasks(work, claimed, kept) : await runExport(work, claimed, kept);
    if (kept.signal.aborted || (closing.aborted && job.kind === 'export')) return false;

    const status = await ask(() => endJob(db, hold, fault));
    if (status !== 'unfinished') {
      if (status !== 'lost') metrics.jobEnded(status);
      return true;
    }
    if (closing.aborted) return false;
    await sleep(PAUSE);
  }
}

async function breakOff(work: Work, claimed: ClaimedJob, kept: Kept, error: string | null): Promise<void> {
  const status = await insist(work.database, kept, () => stopJob(work.database.db, claimed.hold, error));
  if (status === 'lost') return;

  work.metrics.jobEnded(status);
  await clearAway(work, claimed, kept);
}

/** Cancels the tasks that wait and deletes what there is of a result, behind the end of a job, and lets go of it. */
async function clearAway({ database, closing }: Work, { hold, job }: ClaimedJob, kept: Kept): Promise<void> {
  const { db } = database;
  const ask = <Result>(question: () => Promise<Result>) => insist(database, kept, question);

  for (let from = 0; from < job.total && !closing.aborted; from += WINDOW) await ask(() => taskQueue(db).cancelWaiting(hold, from));
  await inBatches((most) => ask(() => jobResultStore(db).clear(hold, most)), PIECES, closing);
  await ask(() => jobQueue(db).release(hold, { isDone: !closing.aborted }));
}
