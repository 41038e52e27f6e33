import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import { newId } from './ids.ts';
import type { Hold } from './job-queue.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, TaskRow } from './schema.ts';

/** A task that a worker is at. */
export type ClaimedTask = Pick<TaskRow, 'id' | 'number' | 'input' | 'attempts'>;

/** How the work at a task has ended. */
export type TaskOutcome = { status: 'succeeded'; output: unknown } | { status: 'failed'; error: string };

/** A task that has ended; nothing is written of one that was taken from this worker meanwhile. */
export interface EndedTask {
  task: Pick<ClaimedTask, 'number' | 'attempts'>;
  outcome: TaskOutcome;
}

/** How many tasks are looked at, or cancelled, in one statement: few enough to be done long before a query is given up. */
export const WINDOW = 1_000;

/**
 * The tasks of a job that a worker has. They are asked for by their job and their numbers and by nothing else that an
 * index begins with: whatever statistics there are, there is one plan.
 */
export function taskQueue(db: Db) {
  return {
    /** The numbers of the tasks that wait, of a window of them that begins with a number. */
    async waiting(hold: Hold, from: number): Promise<number[]> {
      const { rows } = await sql<{ number: number }>`
        select number from tasks where ${inWindow(hold, from)} and status = 'queued' order by number`.execute(db);
      return rows.map(({ number }) => number);
    },

    /**
     * Begins with tasks that wait. That each is begun once more is committed before anything is done for it.
     *
     * @returns those that have begun; none when the job belongs to another by now.
     */
    async claim(hold: Hold, numbers: readonly number[]): Promise<ClaimedTask[]> {
      const { rows } = await sql<ClaimedTask>`
        with job as (${held(hold)} for share)
        update tasks set status = 'running', attempts = attempts + 1, started_at = now(), updated_at = ${NEXT_UPDATED_AT}
        where ${ofJob(hold)} and number = any(${numbers}::integer[]) and status = 'queued' and exists (select from job)
        returning id, number, input, attempts`.execute(db);
      return rows;
    },

    /**
     * Writes down how tasks have ended, counts them in their job and logs them. A task that was begun again meanwhile, or
     * has ended already, is left as it is.
     *
     * @returns the numbers of those whose end was written
     */
    async end({ scope, jobId }: Pick<Hold, 'scope' | 'jobId'>, ended: readonly EndedTask[]): Promise<number[]> {
      const numbers = ended.map(({ task }) => task.number);
      const { rows } = await sql<{ number: number }>`
        with job as (
          select account_id, environment, id, key_id, project_id from jobs
          where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} for no key update
        ), written as (
          update tasks set status = result.status, output = result.output::jsonb, error = result.error, finished_at = now(), updated_at = ${NEXT_UPDATED_AT}
          from unnest(
            ${numbers}::integer[], ${ended.map(({ task }) => task.attempts)}::integer[], ${ended.map(({ outcome }) => outcome.status)}::text[],
            ${ended.map(outputOf)}::text[], ${ended.map(errorOf)}::text[], ${ended.map(() => newId('log'))}::text[]
          ) as result (number, attempts, status, output, error, line)
          where ${ofJob({ scope, jobId })} and tasks.number = any(${numbers}::integer[]) and exists (select from job)
            and tasks.number = result.number and tasks.attempts = result.attempts and tasks.status = 'running'
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
            updated_at = ${NEXT_UPDATED_AT}
          where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} and exists (select from written)
        )
        select number from written`.execute(db);
      return rows.map(({ number }) => number);
    },

    /** Puts back what was begun and not ended, by a worker that is gone or by this one. */
    async putBack(hold: Hold): Promise<void> {
      await sql`
        with job as (${held(hold)} for share)
        update tasks set status = 'queued', started_at = null, updated_at = ${NEXT_UPDATED_AT}
        where ${ofJob(hold)} and status = 'running' and exists (select from job)`.execute(db);
    },

    /** Cancels what was begun and not ended: as many as are worked at side by side. */
    async cancelRunning(hold: Hold): Promise<void> {
      await sql`
        with job as (${held(hold)} for share)
        update tasks set status = 'cancelled', finished_at = now(), updated_at = ${NEXT_UPDATED_AT}
        where ${ofJob(hold)} and status = 'running' and exists (select from job)`.execute(db);
    },

    /** Cancels the tasks that wait, of a window of them that begins with a number. */
    cancelWaiting: (hold: Hold, from: number): Promise<void> => cancelWaiting(db, hold, from, sql`${held(hold)} for share`),
  };
}

/**
 * Cancels the tasks that wait, of a window of them that begins with a number.
 *
 * @param job a query that finds something while they may be cancelled
 */
export async function cancelWaiting(db: Db, of: Pick<Hold, 'scope' | 'jobId'>, from: number, job: RawBuilder<unknown>): Promise<void> {
  await sql`
    with job as (${job})
    update tasks set status = 'cancelled', finished_at = now(), updated_at = ${NEXT_UPDATED_AT}
    where ${inWindow(of, from)} and status = 'queued' and exists (select from job)`.execute(db);
}

function inWindow(of: Pick<Hold, 'scope' | 'jobId'>, from: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`${ofJob(of)} and number >= ${from}::integer and number < ${from + WINDOW}::integer`;
}

/**
 * The tasks of one job. Whose it is, is written so that no index is looked for by it: without statistics, one that begins
 * with the account seems to find next to nothing, and is then walked through from end to end.
 */
export function ofJob({ scope: { accountId, environment }, jobId }: Pick<Hold, 'scope' | 'jobId'>): RawBuilder<SqlBool> {
  return sql<SqlBool>`tasks.job_id = ${jobId} and tasks.account_id || '' = ${accountId} and tasks.environment || '' = ${environment}`;
}

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
