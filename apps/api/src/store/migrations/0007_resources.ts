import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table resources (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      project_id text collate "C" not null,
      name text collate "C" not null,
      type text collate "C" not null,
      status text collate "C" not null,
      config jsonb not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id),
      constraint resources_project_fkey foreign key (account_id, environment, project_id)
        references projects (account_id, environment, id) on delete cascade
    )`.execute(db);
  for (const field of ['created_at', 'updated_at', 'name']) {
    await sql`create index ${sql.id(`resources_${field}_idx`)} on resources (account_id, environment, ${sql.id(field)}, id)`.execute(db);
  }
  for (const field of ['project_id', 'type', 'status']) {
    await sql`create index ${sql.id(`resources_${field}_idx`)} on resources (account_id, environment, ${sql.id(field)}, created_at, id)`.execute(db);
  }
}
