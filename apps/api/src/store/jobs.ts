import type { ListRequest } from '@plumbline/server';
import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, JobRow, Scope } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';
import { cancelWaiting } from './task-queue.ts';

/** Everything of a job but a worker's hold on it. */
export const JOB_COLUMNS = [
  'id',
  'kind',
  'status',
  'project_id',
  'resource_id',
  'request',
  'total',
  'succeeded',
  'failed',
  'error',
  'key_id',
  'cancel_requested_at',
  'traceparent',
  'created_at',
  'updated_at',
  'started_at',
  'finished_at',
  'result_expires_at',
] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'kind', 'status', 'project_id', 'resource_id', 'created_at'] as const;

type NewJob = Pick<JobRow, 'kind' | 'project_id' | 'resource_id' | 'request' | 'total' | 'key_id' | 'traceparent'> & Partial<Pick<JobRow, 'id'>>;

/** The jobs of an account. What is outside the scope is neither seen nor changed. */
export function jobStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<JobRow>> {
      return listRows(visible(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<JobRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** Adds a job, for a worker to take on as soon as the transaction is committed. */
    insert(scope: Scope, job: NewJob): Promise<JobRow> {
      return db
        .insertInto('jobs')
        .values({ id: newId('job'), status: 'queued', due_at: sql<Date>`now()`, ...job, request: sql`${JSON.stringify(job.request)}::jsonb`, ...columnsOf(scope) })
        .returning(JOB_COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /**
     * Cancels a job that has not begun; of one that has, asks its worker to. One that has ended is left as it is. To be
     * called in a transaction.
     *
     * @returns the job as it is then, and whether that is new; undefined when there is no such job.
     */
    async cancel(scope: Scope, id: string): Promise<{ job: JobRow; isNew: boolean } | undefined> {
      const job = canBeId(id) ? await visible(db, scope).where('id', '=', id).forNoKeyUpdate().executeTakeFirst() : undefined;
      if (!job) return undefined;
      if (job.cancel_requested_at || job.finished_at) return { job, isNew: false };

      const isOver = job.status === 'queued';
      if (isOver) await cancelWaiting(db, { scope, jobId: id }, 0, sql`select`);
      const cancelled = await db
        .updateTable('jobs')
        .set({
          cancel_requested_at: sql<Date>`now()`,
          updated_at: NEXT_UPDATED_AT,
          // Of many tasks, a worker cancels the rest.
          ...(isOver && { status: 'cancelled', finished_at: sql<Date>`now()`, due_at: sql<Date>`now()` }),
        })
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .returning(JOB_COLUMNS)
        .executeTakeFirstOrThrow();
      return { job: cancelled, isNew: true };
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('jobs')
    .select(JOB_COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where(inProject(scope, 'project_id'));
}
