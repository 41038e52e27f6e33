import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What is about no project has an empty one, since a key has no nulls. As with request_log, nothing is referred to.
  await sql`
    create table usage (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      hour timestamptz(0) not null check (hour = date_trunc('hour', hour, 'UTC')),
      project_id text collate "C" not null,
      operation text collate "C" not null,
      status_class integer not null check (status_class between 2 and 5),
      requests bigint not null,
      primary key (account_id, environment, hour, project_id, operation, status_class)
    )`.execute(db);
  await sql`create index usage_project_id_idx on usage (account_id, environment, project_id, hour)`.execute(db);
}
