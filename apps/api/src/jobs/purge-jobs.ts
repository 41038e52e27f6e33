import type { Log } from '@plumbline/server';
import { regularly } from '../background/regularly.ts';
import { expiredJobStore } from '../store/expired-jobs.ts';
import type { Db } from '../store/schema.ts';

/** Milliseconds between two looks. */
const PACE = 60 * 60 * 1000;

interface Needs {
  db: Db;
  log: Pick<Log, 'error'>;
}

/**
 * Deletes jobs that ended more than 30 days ago, with their tasks and results, in batches, unless another process is at it.
 *
 * @param signal ends it behind the batch that it is at
 */
export async function purgeJobs(db: Db, now: Date, signal?: AbortSignal): Promise<void> {
  const { purge } = expiredJobStore(db);
  while (await purge(now)) if (signal?.aborted) return;
}

/**
 * Deletes them every hour, and once at the start. What fails is logged and tried again in an hour.
 *
 * @returns what ends it, once the batch that it is at is done
 */
export function startJobPurge({ db, log }: Needs): () => Promise<void> {
  return regularly({
    pace: PACE,
    work: (signal) => purgeJobs(db, new Date(), signal),
    onFailure: (error) => log.error({ err: error }, 'jobs that ended too long ago could not be deleted; it is tried again in an hour'),
  });
}
