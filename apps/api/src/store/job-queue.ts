import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { JOB_COLUMNS } from './jobs.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, JobRow, JobStatus, Scope } from './schema.ts';
import { columnsOf, scopeOf } from './scope.ts';

/** Seconds for which a worker has a job when it says nothing more: from then on another may take it over. */
export const LEASE = 10;
/** Days for which a job that has ended is kept, with its result. */
export const KEPT_DAYS = 30;

/** A worker's hold on one job. Whoever has a newer one is the only one who may write. */
export interface Hold {
  scope: Scope;
  jobId: string;
  lease: string;
}

/** A job that a worker has taken on. */
export interface ClaimedJob {
  hold: Hold;
  /** As it was when it was taken on, but for its status. */
  job: JobRow;
  /** Whether it has just begun; else it was taken over from another worker, or has only its tasks to be cancelled. */
  isNew: boolean;
}

/** What a renewed hold has learnt. */
export interface Renewed {
  lease: string;
  isCancelRequested: boolean;
}

/** How workers share jobs: each has one at a time, for as long as it goes on saying so. The clock is the database's. */
export function jobQueue(db: Db) {
  return {
    /**
     * Takes on the job that has been due for longest. To be called in a transaction, in which what begins with it is
     * written down too.
     *
     * @param lease says of later writes that they come from this hold; never used twice
     * @param except whose jobs are not taken on now
     */
    async claim(lease: string, except: readonly Scope[]): Promise<ClaimedJob | undefined> {
      const { rows } = await sql<JobRow & { account_id: string; environment: Scope['environment']; was: JobStatus }>`
        update jobs set
          lease = ${lease}, due_at = ${leaseEnd()}, updated_at = ${NEXT_UPDATED_AT},
          status = case jobs.status when 'queued' then 'running' else jobs.status end,
          started_at = case jobs.status when 'queued' then now() else jobs.started_at end
        from (
          select account_id as due_account, environment as due_environment, id as due_id, status as was from jobs
          where due_at <= now() and not exists (
            select from unnest(${except.map(({ accountId }) => accountId)}::text[], ${except.map(({ environment }) => environment)}::text[])
              as busy (account_id, environment)
            where busy.account_id = jobs.account_id and busy.environment = jobs.environment
          )
          order by due_at limit 1 for no key update skip locked
        ) as due
        where account_id = due_account and environment = due_environment and id = due_id
        returning account_id, environment, was, ${sql.join(JOB_COLUMNS.map((column) => sql.ref(column)))}`.execute(db);
      const [row] = rows;
      if (!row) return undefined;

      const { account_id, environment, was, ...job } = row;
      return { hold: { scope: scopeOf({ account_id, environment }), jobId: job.id, lease }, job, isNew: was === 'queued' };
    },

    /** Goes on holding jobs; those that are not among the answers belong to others by now. */
    async renew(holds: readonly Hold[]): Promise<Renewed[]> {
      // In one order, since another process may hold some of the same rows for a moment.
      const { rows } = await sql<Renewed>`
        update jobs set due_at = ${leaseEnd()}
        from unnest(
          ${holds.map(({ scope }) => scope.accountId)}::text[], ${holds.map(({ scope }) => scope.environment)}::text[],
          ${holds.map(({ jobId }) => jobId)}::text[], ${holds.map(({ lease }) => lease)}::text[]
        ) as held (account_id, environment, id, lease)
        where jobs.account_id = held.account_id and jobs.environment = held.environment and jobs.id = held.id and jobs.lease = held.lease
        returning jobs.lease, jobs.cancel_requested_at is not null as "isCancelRequested"`.execute(db);
      return rows;
    },

    /** The job as it is, and nobody changes it until the transaction ends; undefined when it belongs to another by now. */
    lock(hold: Hold): Promise<JobRow | undefined> {
      return db
        .selectFrom('jobs')
        .select(JOB_COLUMNS)
        .where((eb) => eb.and(heldBy(hold)))
        .forNoKeyUpdate()
        .executeTakeFirst();
    },

    /** Says how a job has ended, behind `lock`. It stays with its worker, who lets go of it when the rest is done. */
    end(hold: Hold, status: JobStatus, error: string | null): Promise<JobRow> {
      return db
        .updateTable('jobs')
        .set({
          status,
          error,
          finished_at: sql<Date>`now()`,
          // A run has the results of the tasks that have ended, an export a whole file or none.
          result_expires_at: sql<Date>`case when kind = 'run' or ${status} = 'succeeded' then now() + make_interval(days => ${sql.lit(KEPT_DAYS)}) end`,
          updated_at: NEXT_UPDATED_AT,
        })
        .where((eb) => eb.and(heldBy(hold)))
        .returning(JOB_COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /** Lets go of a job: for another to take on at once or, when nothing is left to do, for good. */
    async release(hold: Hold, { isDone }: { isDone: boolean }): Promise<void> {
      await db
        .updateTable('jobs')
        .set({ lease: null, due_at: isDone ? null : sql<Date>`now()` })
        .where((eb) => eb.and(heldBy(hold)))
        .execute();
    },
  };
}

/** The columns of the job that a hold is on, for as long as nobody else has it. */
function heldBy({ scope, jobId, lease }: Hold) {
  return { ...columnsOf(scope), id: jobId, lease };
}

function leaseEnd(): RawBuilder<Date> {
  return sql<Date>`now() + make_interval(secs => ${sql.lit(LEASE)})`;
}
