import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { newId } from './ids.ts';
import type { Hold } from './job-queue.ts';
import type { Db, TaskRow } from './schema.ts';
import { columnsOf } from './scope.ts';

/** A task that a worker is at. */
export type ClaimedTask = Pick<TaskRow, 'id' | 'number' | 'input' | 'attempts'>;

/** How the work at a task has ended. */
export type TaskOutcome = { status: 'succeeded'; output: unknown } | { status: 'failed'; error: string };

/** A task that has ended; nothing is written of one that was taken from this worker meanwhile. */
export interface EndedTask {
  task: Pick<ClaimedTask, 'id' | 'attempts'>;
  outcome: TaskOutcome;
}

/** The tasks of a job that a worker has. */
export function taskQueue(db: Db) {
  return {
    /**
     * Begins with the next tasks of a job, so many at most. That each is begun once more is committed before anything is
     * done for it.
     *
     * @returns none when there are none, or when the job belongs to another by now.
     */
    async claim(hold: Hold, most: number): Promise<ClaimedTask[]> {
      const { rows } = await sql<ClaimedTask>`
        with job as (${held(hold)} for share), next as (
          select tasks.account_id, tasks.environment, tasks.id from tasks, job
          where tasks.account_id = job.account_id and tasks.environment = job.environment and job_id = job.id and status = 'queued'
          order by number limit ${most}::integer for no key update of tasks skip locked
        )
        update tasks set status = 'running', attempts = attempts + 1, started_at = now(), updated_at = greatest(now(), updated_at + interval '1 millisecond')
        from next
        where tasks.account_id = next.account_id and tasks.environment = next.environment and tasks.id = next.id
        returning tasks.id, number, input, attempts`.execute(db);
      return rows;
    },

    /**
     * Writes down how tasks have ended, counts them in their job and logs them. A task that was begun again meanwhile, or
     * has ended already, is left as it is.
     *
     * @returns the ids of those whose end was written
     */
    async end({ scope, jobId }: Pick<Hold, 'scope' | 'jobId'>, ended: readonly EndedTask[]): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        with job as (
          select account_id, environment, id, key_id, project_id from jobs
          where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} for no key update
        ), written as (
          update tasks set status = result.status, output = result.output::jsonb, error = result.error, finished_at = now(),
            updated_at = greatest(now(), updated_at + interval '1 millisecond')
          from job, unnest(
            ${ended.map(({ task }) => task.id)}::text[], ${ended.map(({ task }) => task.attempts)}::integer[],
            ${ended.map(({ outcome }) => outcome.status)}::text[], ${ended.map(outputOf)}::text[], ${ended.map(errorOf)}::text[],
            ${ended.map(() => newId('log'))}::text[]
          ) as result (id, attempts, status, output, error, line)
          where tasks.account_id = job.account_id and tasks.environment = job.environment and tasks.job_id = job.id
            and tasks.id = result.id and tasks.attempts = result.attempts and tasks.status = 'running'
          returning tasks.id, tasks.number, tasks.status, tasks.error, tasks.attempts, result.line
        ), logged as (
          insert into request_log (account_id, environment, id, source, level, message, key_id, project_id, job_id, task_id, created_at)
          select job.account_id, job.environment, line, 'task', case status when 'failed' then 'error' else 'info' end,
            'task ' || number || ' ' || status || case when attempts > 1 then ' (attempt ' || attempts || ')' else '' end || coalesce(': ' || error, ''),
            job.key_id, job.project_id, job.id, written.id, now()
          from written, job
        ), counted as (
          update jobs set
            succeeded = succeeded + (select count(*) from written where status = 'succeeded'),
            failed = failed + (select count(*) from written where status = 'failed'),
            updated_at = greatest(now(), updated_at + interval '1 millisecond')
          where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} and exists (select from written)
        )
        select id from written`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Whether no task of a job waits or is worked at; nobody changes that while the job is locked. */
    async areOver({ scope, jobId }: Pick<Hold, 'scope' | 'jobId'>): Promise<boolean> {
      const open = await db
        .selectFrom('tasks')
        .select('id')
        .where((eb) => eb.and({ ...columnsOf(scope), job_id: jobId }))
        .where((eb) => eb.or([eb('status', '=', 'queued'), eb('status', '=', 'running')]))
        .limit(1)
        .executeTakeFirst();
      return open === undefined;
    },

    /** Puts back what was begun and not ended, by a worker that is gone or by this one. */
    async putBack(hold: Hold): Promise<number> {
      const { numAffectedRows = 0n } = await sql`
        with job as (${held(hold)} for share)
        update tasks set status = 'queued', started_at = null, updated_at = greatest(now(), tasks.updated_at + interval '1 millisecond') from job
        where ${ofJob} and tasks.status = 'running'`.execute(db);
      return Number(numAffectedRows);
    },

    /** Cancels what was begun and not ended: as many as are worked at side by side. */
    async cancelRunning(hold: Hold): Promise<void> {
      await sql`
        with job as (${held(hold)} for share)
        update tasks set status = 'cancelled', finished_at = now(), updated_at = greatest(now(), tasks.updated_at + interval '1 millisecond') from job
        where ${ofJob} and tasks.status = 'running'`.execute(db);
    },

    /**
     * Cancels tasks that were never begun, a batch of them.
     *
     * @returns how many it was
     */
    cancelWaiting: (hold: Hold): Promise<number> => cancelWaiting(db, sql`${held(hold)} for share`),
  };
}

/** How many tasks are cancelled in one statement: few enough to be done long before a query is given up. */
export const CANCELLED_AT_ONCE = 1_000;

/**
 * Cancels a batch of tasks that were never begun.
 *
 * @param job the query that gives `account_id`, `environment` and `id` of their job
 * @returns how many it was
 */
export async function cancelWaiting(db: Db, job: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with job as (${job}), next as (
      select tasks.account_id, tasks.environment, tasks.id from tasks, job where ${ofJob} and tasks.status = 'queued' order by number limit ${sql.lit(CANCELLED_AT_ONCE)}
    )
    update tasks set status = 'cancelled', finished_at = now(), updated_at = greatest(now(), updated_at + interval '1 millisecond') from next
    where tasks.account_id = next.account_id and tasks.environment = next.environment and tasks.id = next.id`.execute(db);
  return Number(numAffectedRows);
}

const ofJob = sql`tasks.account_id = job.account_id and tasks.environment = job.environment and tasks.job_id = job.id`;

/** The job while the hold on it is the newest; read with a lock, it waits for whoever is taking it over. */
function held({ scope, jobId, lease }: Hold): RawBuilder<unknown> {
  return sql`select account_id, environment, id from jobs
    where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} and lease = ${lease}`;
}

function outputOf({ outcome }: EndedTask): string | null {
  return outcome.status === 'succeeded' ? JSON.stringify(outcome.output) : null;
}

function errorOf({ outcome }: EndedTask): string | null {
  return outcome.status === 'failed' ? outcome.error : null;
}
