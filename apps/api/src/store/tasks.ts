import type { ListRequest } from '@plumbline/server';
import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, JobRow, Scope, TaskRow } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';
import { ofJob } from './task-queue.ts';
import { inTransaction } from './transaction.ts';

const COLUMNS = [
  'id',
  'job_id',
  'project_id',
  'number',
  'status',
  'input',
  'output',
  'error',
  'attempts',
  'created_at',
  'updated_at',
  'started_at',
  'finished_at',
] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'job_id', 'project_id', 'number', 'status', 'created_at'] as const;
/** How many are added in one statement: few enough to be done long before a query is given up. */
const BATCH = 1_000;

/** The tasks of an account's jobs. What is outside the scope is neither seen nor changed. */
export function taskStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<TaskRow>> {
      return listRows(visible(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<TaskRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** What became of the tasks of a job with the numbers from one on, so many at most, in order. */
    outputs(scope: Scope, jobId: string, from: number, most: number) {
      return db
        .selectFrom('tasks')
        .select(['id as task_id', 'number', 'status', 'output', 'error'])
        .where(ofJob({ scope, jobId }))
        .where('number', '>=', from)
        .where('number', '<', from + most)
        .orderBy('number')
        .execute();
    },

    /** Adds a task for each input of a job, numbered from 0. In the transaction that adds the job. */
    async insert(scope: Scope, job: Pick<JobRow, 'id' | 'project_id'>, inputs: Iterable<unknown>): Promise<void> {
      const { account_id, environment } = columnsOf(scope);
      let count = 0;

      for (const batch of batchesOf(inputs, BATCH)) {
        await sql`
          insert into tasks (account_id, environment, id, job_id, project_id, number, status, input)
          select ${account_id}, ${environment}, id, ${job.id}, ${job.project_id}::text, ${count}::integer + place - 1, 'queued', input::jsonb
          from unnest(${batch.map(() => newId('tsk'))}::text[], ${batch.map((input) => JSON.stringify(input))}::text[])
            with ordinality as added (id, input, place)`.execute(db);
        count += batch.length;
      }
    },

    /**
     * Puts a failed task back to work, and its job if it has ended.
     *
     * @returns the task as it is then; `not_failed` when it has not failed or its job was stopped, undefined when there
     *   is no such task.
     */
    async retry(scope: Scope, id: string): Promise<TaskRow | 'not_failed' | undefined> {
      if (!canBeId(id)) return undefined;

      return inTransaction(db, async (trx) => {
        const found = await visible(trx, scope).where('id', '=', id).executeTakeFirst();
        const job = found && (await lockJob(trx, scope, found.job_id));
        if (!job) return undefined;
        if (wasStopped(job)) return 'not_failed';

        const task = await trx
          .updateTable('tasks')
          .set({ status: 'queued', error: null, output: null, started_at: null, finished_at: null, updated_at: NEXT_UPDATED_AT })
          .where((eb) => eb.and({ ...columnsOf(scope), id, status: 'failed' }))
          .returning(COLUMNS)
          .executeTakeFirst();
        if (!task) return 'not_failed';

        await putBackToWork(trx, scope, job);
        return task;
      });
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('tasks')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where(inProject(scope, 'project_id'));
}

/** Holds a job before its tasks are changed: in this order everybody does, so that nobody waits in a circle. */
function lockJob(trx: Db, scope: Scope, id: string) {
  return trx
    .selectFrom('jobs')
    .select(['id', 'total', 'succeeded', 'failed', 'finished_at', 'cancel_requested_at'])
    .where((eb) => eb.and({ ...columnsOf(scope), id }))
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Whether a job was ended before its time, so that tasks of it were cancelled. */
function wasStopped({ total, succeeded, failed, finished_at, cancel_requested_at }: Pick<JobRow, 'total' | 'succeeded' | 'failed' | 'finished_at' | 'cancel_requested_at'>): boolean {
  return cancel_requested_at !== null || (finished_at !== null && succeeded + failed < total);
}

/** Lets a job have one failed task less; one that has ended begins again. */
async function putBackToWork(trx: Db, scope: Scope, { id, finished_at }: Pick<JobRow, 'id' | 'finished_at'>): Promise<void> {
  const again = { status: 'queued', error: null, started_at: null, finished_at: null, result_expires_at: null, lease: null, due_at: sql<Date>`now()` } as const;
  await trx
    .updateTable('jobs')
    .set((eb) => ({ failed: eb('failed', '-', 1), updated_at: NEXT_UPDATED_AT, ...(finished_at && again) }))
    .where((eb) => eb.and({ ...columnsOf(scope), id }))
    .execute();
}

function* batchesOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
