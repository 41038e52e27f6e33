import { sql } from 'kysely';
import { KEPT_DAYS } from './job-queue.ts';
import type { Db } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** What the processes that purge at the same time agree by: any number that nothing else in this database locks. */
const PURGE_LOCK = 7_206_315_421;
/** Rows of one statement: few enough to be done long before a query is given up, the pieces of results being long. */
const MOST = { job_results: 50, tasks: 1_000, jobs: 1_000 } as const;

/** Jobs that ended too long ago. */
export function expiredJobStore(db: Db) {
  return {
    /**
     * Deletes a batch of what belongs to them: what a job has made, then its tasks, then the jobs that have none of either,
     * since one statement could not delete a job with all its tasks in time.
     *
     * @returns whether there may be more; false when another process is at it.
     */
    purge(now: Date): Promise<boolean> {
      return inTransaction(db, async (trx) => {
        const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${PURGE_LOCK}::bigint) as mine`.execute(trx);
        if (!rows[0]?.mine) return false;

        const results = await deleteOf(trx, now, 'job_results', MOST.job_results);
        const tasks = results < MOST.job_results ? await deleteOf(trx, now, 'tasks', MOST.tasks) : 0;
        const jobs = results + tasks === 0 ? await deleteJobs(trx, now) : 0;
        return results + tasks > 0 || jobs === MOST.jobs;
      });
    },
  };
}

async function deleteOf(trx: Db, now: Date, table: 'job_results' | 'tasks', most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select owned.ctid from jobs join ${sql.table(table)} as owned
        on owned.account_id = jobs.account_id and owned.environment = jobs.environment and owned.job_id = jobs.id
      where ${isExpired(now)} limit ${most}::integer
    ))`.execute(trx);
  return Number(numAffectedRows);
}

async function deleteJobs(trx: Db, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from jobs where ctid = any (array(
      select ctid from jobs where ${isExpired(now)} order by finished_at limit ${sql.lit(MOST.jobs)} for update skip locked
    ))`.execute(trx);
  return Number(numAffectedRows);
}

function isExpired(now: Date) {
  return sql`jobs.finished_at < ${now.toISOString()}::timestamptz - make_interval(days => ${sql.lit(KEPT_DAYS)})`;
}
