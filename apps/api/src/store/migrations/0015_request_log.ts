import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Without a foreign key: a row that is refused would keep all from being written that wait with it.
  await sql`
    create table request_log (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      operation text collate "C" not null,
      method text collate "C" not null,
      path text collate "C" not null,
      status integer not null,
      duration_ms integer not null,
      key_id text collate "C" not null,
      project_id text collate "C",
      created_at timestamptz(3) not null,
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create index request_log_created_at_idx on request_log (account_id, environment, created_at, id)`.execute(db);
  for (const field of ['status', 'operation', 'key_id', 'project_id']) {
    await sql`create index ${sql.id(`request_log_${field}_idx`)} on request_log (account_id, environment, ${sql.id(field)}, created_at, id)`.execute(db);
  }
}
