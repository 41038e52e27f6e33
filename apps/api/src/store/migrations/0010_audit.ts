import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Without a cascade: an account that something is told of cannot be deleted, and what is told of it neither.
  await sql`
    create table audit (
      account_id text collate "C" not null references accounts (id),
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      action text collate "C" not null,
      actor_type text collate "C" not null check (actor_type in ('key', 'operator', 'system')),
      actor_id text collate "C",
      user_id text collate "C",
      target_type text collate "C" not null,
      target_id text collate "C" not null,
      changes jsonb,
      request_id text collate "C",
      address text collate "C",
      created_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create index audit_created_at_idx on audit (account_id, environment, created_at, id)`.execute(db);
  for (const field of ['action', 'target_id', 'actor_id']) {
    await sql`create index ${sql.id(`audit_${field}_idx`)} on audit (account_id, environment, ${sql.id(field)}, created_at, id)`.execute(db);
  }

  await sql`
    create function audit_refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit is append-only: % is refused. Add an entry that says what changed instead.', tg_op;
    end $$`.execute(db);
  await sql`
    create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_refuse_change()`.execute(db);
}
