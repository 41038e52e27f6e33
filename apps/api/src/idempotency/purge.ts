import type { Log } from '@plumbline/server';
import { inBatches } from '../background/in-batches.ts';
import { purgeHourly } from '../background/purge-hourly.ts';
import { idempotencyStore } from '../store/idempotency.ts';
import type { Db } from '../store/schema.ts';

/** How many are deleted in one statement: few enough to be done long before a query is given up. */
const BATCH = 1_000;

interface Needs {
  db: Db;
  log: Pick<Log, 'info' | 'error'>;
}

/**
 * Deletes the answers that have outlived their time, in batches. Several processes may do so at once.
 *
 * @param signal ends it behind the batch that it is at
 * @returns how many this call has deleted
 */
export function purgeAnswers(db: Db, signal?: AbortSignal, batch = BATCH): Promise<number> {
  return inBatches(idempotencyStore(db).purge, batch, signal);
}

/** Deletes them every hour, and once at the start. @returns what ends it, once the batch that it is at is done */
export function startAnswerPurge({ db, log }: Needs): () => Promise<void> {
  return purgeHourly({ purge: (signal) => purgeAnswers(db, signal), what: 'answers to repeated requests', why: 'their time is over', log });
}
