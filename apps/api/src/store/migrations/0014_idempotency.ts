import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_keys (
      account_id text collate "C" not null references accounts (id) on delete cascade,
      environment text not null check (environment in ('live', 'sandbox')),
      key_id text collate "C" not null,
      idempotency_key text collate "C" not null,
      fingerprint bytea not null,
      answer bytea not null,
      is_sealed boolean not null,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3) not null,
      primary key (account_id, environment, key_id, idempotency_key)
    )`.execute(db);
  await sql`create index idempotency_keys_expires_at_idx on idempotency_keys (expires_at)`.execute(db);
}
