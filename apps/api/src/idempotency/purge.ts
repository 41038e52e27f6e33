import type { Log } from '@plumbline/server';
import { inBatches } from '../background/in-batches.ts';
import { regularly } from '../background/regularly.ts';
import { idempotencyStore } from '../store/idempotency.ts';
import type { Db } from '../store/schema.ts';

/** Milliseconds between two looks. What is over counts as gone before it is deleted, so that this is about space only. */
const PACE = 60 * 60 * 1000;
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

/**
 * Deletes them every hour, and once at the start. What fails is logged and tried again in an hour; while one look is at
 * work, no other begins.
 *
 * @returns what ends it, once the batch that it is at is done
 */
export function startAnswerPurge({ db, log }: Needs): () => Promise<void> {
  return regularly({
    pace: PACE,
    async work(signal) {
      const count = await purgeAnswers(db, signal);
      if (count > 0) log.info({ count }, 'answers to repeated requests were deleted, since their time is over');
    },
    onFailure: (error) => log.error({ err: error }, 'answers whose time is over could not be deleted; it is tried again in an hour'),
  });
}
