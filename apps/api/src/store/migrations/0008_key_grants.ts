import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // A key may have several secrets while it is rotated. Those of a key go with it.
  await sql`
    create table key_secrets (
      lookup text collate "C" primary key,
      key_id text collate "C" not null references api_keys (id) on delete cascade,
      hash bytea not null,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3)
    )`.execute(db);
  await sql`create index key_secrets_key_idx on key_secrets (key_id)`.execute(db);
  await sql`insert into key_secrets (lookup, key_id, hash, created_at) select lookup, id, hash, created_at from api_keys`.execute(db);

  // project_id refers to no project: a reset of the sandbox puts the projects back, and keys survive it.
  await sql`
    alter table api_keys
      add column project_id text collate "C",
      add column prefix text collate "C",
      add column allowed_addresses text[] not null default '{}',
      add column rate_limit integer check (rate_limit > 0),
      add column updated_at timestamptz(3) not null default now()`.execute(db);
  await sql`
    update api_keys set
      prefix = case environment when 'live' then 'sk_live_' else 'sk_test_' end || lookup,
      updated_at = coalesce(revoked_at, created_at)`.execute(db);
  await sql`alter table api_keys alter column prefix set not null, drop column lookup, drop column hash`.execute(db);

  await sql`create index api_keys_list_idx on api_keys (account_id, environment, created_at, id)`.execute(db);
  await sql`create index api_keys_name_idx on api_keys (account_id, environment, name, id)`.execute(db);
  await sql`create index api_keys_project_idx on api_keys (account_id, environment, project_id, created_at, id)`.execute(db);
}
