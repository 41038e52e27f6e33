import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table jobs (
      account_id text collate "C" not null references accounts (id),
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      kind text collate "C" not null,
      status text collate "C" not null,
      project_id text collate "C",
      resource_id text collate "C",
      request jsonb not null,
      total integer not null default 0,
      succeeded integer not null default 0,
      failed integer not null default 0,
      error text collate "C",
      key_id text collate "C" not null,
      traceparent text collate "C",
      cancel_requested_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      result_expires_at timestamptz(3),
      lease text collate "C",
      due_at timestamptz(3),
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create index jobs_created_at_idx on jobs (account_id, environment, created_at, id)`.execute(db);
  for (const field of ['status', 'kind', 'project_id', 'resource_id']) {
    await sql`create index ${sql.id(`jobs_${field}_idx`)} on jobs (account_id, environment, ${sql.id(field)}, created_at, id)`.execute(db);
  }
  await sql`create index jobs_open_idx on jobs (created_at) where status in ('queued', 'running')`.execute(db);
  await sql`create index jobs_due_idx on jobs (due_at) where due_at is not null`.execute(db);
  await sql`create index jobs_finished_idx on jobs (finished_at) where finished_at is not null`.execute(db);

  await sql`
    create table tasks (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      job_id text collate "C" not null,
      project_id text collate "C",
      number integer not null,
      status text collate "C" not null,
      input jsonb not null,
      output jsonb,
      error text collate "C",
      attempts integer not null default 0,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      primary key (account_id, environment, id),
      constraint tasks_job_fkey foreign key (account_id, environment, job_id)
        references jobs (account_id, environment, id) on delete cascade
    )`.execute(db);
  await sql`create index tasks_created_at_idx on tasks (account_id, environment, created_at, id)`.execute(db);
  await sql`create index tasks_number_idx on tasks (account_id, environment, number, id)`.execute(db);
  for (const field of ['job_id', 'status', 'project_id']) {
    await sql`create index ${sql.id(`tasks_${field}_idx`)} on tasks (account_id, environment, ${sql.id(field)}, created_at, id)`.execute(db);
  }
  // An index that begins with the job is the only one that fits what workers ask of its tasks, so that the plan depends on
  // no statistics: a job of many tasks is ahead of them, and the embedded database has them late.
  await sql`create unique index tasks_job_number_idx on tasks (job_id, number, account_id, environment)`.execute(db);
  await sql`create index tasks_running_idx on tasks (job_id) where status = 'running'`.execute(db);

  await sql`
    create table job_results (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      job_id text collate "C" not null,
      number integer not null,
      chunk text collate "C" not null,
      primary key (account_id, environment, job_id, number),
      constraint job_results_job_fkey foreign key (account_id, environment, job_id)
        references jobs (account_id, environment, id) on delete cascade
    )`.execute(db);

  // Lines of jobs and tasks stand beside requests, and have nothing of what only a request has.
  await sql`
    alter table request_log
      add column source text collate "C" not null default 'request',
      add column level text collate "C" not null default 'info',
      add column message text collate "C" not null default '',
      add column job_id text collate "C",
      add column task_id text collate "C",
      alter column operation drop not null,
      alter column method drop not null,
      alter column path drop not null,
      alter column status drop not null,
      alter column duration_ms drop not null`.execute(db);
  for (const field of ['job_id', 'source', 'level']) {
    const where = field === 'job_id' ? sql`where job_id is not null` : field === 'level' ? sql`where level <> 'info'` : sql`where source <> 'request'`;
    await sql`create index ${sql.id(`request_log_${field}_idx`)} on request_log (account_id, environment, ${sql.id(field)}, created_at, id) ${where}`.execute(db);
  }
}
