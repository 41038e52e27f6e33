import type { Log } from '@plumbline/server';
import { purgeHourly } from '../background/purge-hourly.ts';
import { expiredJobStore } from '../store/expired-jobs.ts';
import type { Db } from '../store/schema.ts';

interface Needs {
  db: Db;
  log: Pick<Log, 'info' | 'error'>;
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

/** Deletes them every hour, and once at the start. @returns what ends it, once the batch that it is at is done */
export function startJobPurge({ db, log }: Needs): () => Promise<void> {
  return purgeHourly({ purge: (signal) => purgeJobs(db, new Date(), signal), what: 'jobs', why: 'they ended more than 30 days ago', log });
}
