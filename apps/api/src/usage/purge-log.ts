import type { Log } from '@plumbline/server';
import { inBatches } from '../background/in-batches.ts';
import { purgeHourly } from '../background/purge-hourly.ts';
import { requestLogStore } from '../store/request-log.ts';
import type { Db } from '../store/schema.ts';

/** How many are deleted in one statement: few enough to be done long before a query is given up. */
const BATCH = 1_000;

interface Needs {
  db: Db;
  log: Pick<Log, 'info' | 'error'>;
}

/**
 * Deletes the requests that are older than the settings of their environments allow, in batches, unless another process
 * is at it.
 *
 * @param signal ends it behind the batch that it is at
 * @returns how many this call has deleted
 */
export function purgeLog(db: Db, now: Date, signal?: AbortSignal, batch = BATCH): Promise<number> {
  const { purge } = requestLogStore(db);
  return inBatches((most) => purge(now, most), batch, signal);
}

/** Deletes them every hour, and once at the start. @returns what ends it, once the batch that it is at is done */
export function startLogPurge({ db, log }: Needs): () => Promise<void> {
  return purgeHourly({ purge: (signal) => purgeLog(db, new Date(), signal), what: 'logged requests', why: 'they are older than the settings allow', log });
}
