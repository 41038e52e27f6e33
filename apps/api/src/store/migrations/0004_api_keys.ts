import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Only user_id is cleared when the user goes: the other two columns of the key say whose it is.
  await sql`
    create table api_keys (
      id text collate "C" primary key,
      account_id text collate "C" not null references accounts (id) on delete cascade,
      environment text not null check (environment in ('live', 'sandbox')),
      user_id text collate "C",
      name text collate "C" not null,
      lookup text collate "C" not null unique,
      hash bytea not null,
      scopes text[] not null,
      expires_at timestamptz(3),
      revoked_at timestamptz(3),
      last_used_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      foreign key (account_id, environment, user_id)
        references users (account_id, environment, id) on delete set null (user_id)
    )`.execute(db);
  await sql`create index api_keys_user_idx on api_keys (account_id, environment, user_id)`.execute(db);
}
