import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhooks (
      account_id text collate "C" not null references accounts (id),
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      url text collate "C" not null,
      description text collate "C",
      events text[] collate "C" not null,
      status text collate "C" not null,
      disabled_reason text collate "C",
      secret bytea not null,
      previous_secret bytea,
      previous_secret_expires_at timestamptz(3),
      first_failed_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id)
    )`.execute(db);
  for (const field of ['created_at', 'updated_at']) {
    await sql`create index ${sql.id(`webhooks_${field}_idx`)} on webhooks (account_id, environment, ${sql.id(field)}, id)`.execute(db);
  }
  await sql`create index webhooks_status_idx on webhooks (account_id, environment, status, created_at, id)`.execute(db);

  await sql`
    create table events (
      account_id text collate "C" not null references accounts (id),
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      event text collate "C" not null,
      project_id text collate "C",
      body text collate "C" not null,
      is_test boolean not null default false,
      traceparent text collate "C",
      relayed_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id)
    )`.execute(db);
  await sql`create index events_created_at_idx on events (account_id, environment, created_at, id) where not is_test`.execute(db);
  for (const field of ['event', 'project_id']) {
    await sql`create index ${sql.id(`events_${field}_idx`)} on events (account_id, environment, ${sql.id(field)}, created_at, id) where not is_test`.execute(db);
  }
  await sql`create index events_unrelayed_idx on events (created_at) where relayed_at is null`.execute(db);
  await sql`create index events_age_idx on events (created_at)`.execute(db);

  await sql`
    create table deliveries (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      id text collate "C" not null,
      webhook_id text collate "C" not null,
      event_id text collate "C" not null,
      event text collate "C" not null,
      status text collate "C" not null,
      attempts integer not null default 0,
      retries_from integer not null default 0,
      next_attempt_at timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment, id),
      constraint deliveries_once unique (account_id, environment, webhook_id, event_id),
      constraint deliveries_webhook_fkey foreign key (account_id, environment, webhook_id)
        references webhooks (account_id, environment, id) on delete cascade,
      constraint deliveries_event_fkey foreign key (account_id, environment, event_id)
        references events (account_id, environment, id) on delete cascade
    )`.execute(db);
  await sql`create index deliveries_created_at_idx on deliveries (account_id, environment, webhook_id, created_at, id)`.execute(db);
  for (const field of ['status', 'event']) {
    await sql`create index ${sql.id(`deliveries_${field}_idx`)} on deliveries (account_id, environment, webhook_id, ${sql.id(field)}, created_at, id)`.execute(db);
  }
  await sql`create index deliveries_event_id_idx on deliveries (account_id, environment, event_id)`.execute(db);
  await sql`create index deliveries_due_idx on deliveries (next_attempt_at) where status = 'pending'`.execute(db);
  // What is due of each webhook, so that the backlog of one need not be read past to find what is due for the others.
  await sql`create index deliveries_due_by_webhook_idx on deliveries (account_id, environment, webhook_id, next_attempt_at) where status = 'pending'`.execute(db);

  await sql`
    create table delivery_attempts (
      account_id text collate "C" not null,
      environment text not null check (environment in ('live', 'sandbox')),
      delivery_id text collate "C" not null,
      number integer not null,
      started_at timestamptz(3) not null,
      duration_ms integer not null,
      status integer,
      error text collate "C",
      response_excerpt text collate "C",
      primary key (account_id, environment, delivery_id, number),
      constraint delivery_attempts_delivery_fkey foreign key (account_id, environment, delivery_id)
        references deliveries (account_id, environment, id) on delete cascade
    )`.execute(db);
}
