import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      account_id text collate "C" not null references accounts (id) on delete cascade,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      name text collate "C" not null,
      email text collate "C" not null,
      password_hash text not null,
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create unique index users_email_key on users (account_id, environment, lower(email))`.execute(db);
  await sql`create index users_list_idx on users (account_id, environment, created_at, id)`.execute(db);
}
