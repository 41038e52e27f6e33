import { sql } from 'kysely';
import type { Hold } from './job-queue.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

/** What exports have made, in pieces of text. */
export function jobResultStore(db: Db) {
  return {
    /**
     * Adds a piece to the result of a job, or puts it in the place of what was there under its number, and says how
     * many objects there are up to then.
     *
     * @returns false when the job belongs to another worker by now, and then nothing was added.
     */
    async append({ scope, jobId, lease }: Hold, number: number, chunk: string, { found, written }: { found: number; written: number }): Promise<boolean> {
      const { numAffectedRows } = await sql`
        with job as (
          update jobs set total = ${found}, succeeded = ${written}, updated_at = ${NEXT_UPDATED_AT}
          where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} and lease = ${lease}
          returning account_id, environment, id
        )
        insert into job_results (account_id, environment, job_id, number, chunk)
        select account_id, environment, id, ${number}::integer, ${chunk}::text from job
        on conflict (account_id, environment, job_id, number) do update set chunk = excluded.chunk`.execute(db);
      return numAffectedRows === 1n;
    },

    /**
     * Deletes pieces of a job's result, so many at most, for a worker that begins anew or that was told to stop.
     *
     * @returns how many it was
     */
    async clear({ scope, jobId, lease }: Hold, most: number): Promise<number> {
      const { numAffectedRows = 0n } = await sql`
        delete from job_results using (
          select job_results.account_id, job_results.environment, job_id, number from job_results
          join (
            select account_id, environment, id from jobs
            where account_id = ${scope.accountId} and environment = ${scope.environment} and id = ${jobId} and lease = ${lease} for share
          ) as job on job_results.account_id = job.account_id and job_results.environment = job.environment and job_id = job.id
          limit ${most}::integer
        ) as old
        where job_results.account_id = old.account_id and job_results.environment = old.environment
          and job_results.job_id = old.job_id and job_results.number = old.number`.execute(db);
      return Number(numAffectedRows);
    },

    /** One piece of a result; undefined when there are no more. */
    async piece(scope: Scope, jobId: string, number: number): Promise<string | undefined> {
      const row = await db
        .selectFrom('job_results')
        .select('chunk')
        .where((eb) => eb.and({ ...columnsOf(scope), job_id: jobId, number }))
        .executeTakeFirst();
      return row?.chunk;
    },
  };
}
