import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs add column lease text collate "C", add column due_at timestamptz(3)`.execute(db);
  await sql`update jobs set due_at = now() where status in ('queued', 'running')`.execute(db);
  await sql`create index jobs_due_idx on jobs (due_at) where due_at is not null`.execute(db);
  // An index that begins with the job is the only one that fits what workers ask of its tasks, so that the plan depends on
  // no statistics: a job of many tasks is ahead of them, and the embedded database never has any.
  await sql`alter table tasks drop constraint tasks_number`.execute(db);
  await sql`drop index tasks_queue_idx`.execute(db);
  await sql`create unique index tasks_job_number_idx on tasks (job_id, number, account_id, environment)`.execute(db);
  await sql`create index tasks_running_idx on tasks (job_id) where status = 'running'`.execute(db);
}
