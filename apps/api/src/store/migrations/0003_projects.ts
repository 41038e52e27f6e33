import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table projects (
      account_id text collate "C" not null references accounts (id) on delete cascade,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      name text collate "C" not null,
      description text collate "C",
      region text not null,
      status text not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create index projects_list_idx on projects (account_id, environment, created_at, id)`.execute(db);
  await sql`create index projects_status_idx on projects (account_id, environment, status, created_at, id)`.execute(db);
}
