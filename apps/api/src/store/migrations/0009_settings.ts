import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table settings (
      account_id text collate "C" not null references accounts (id) on delete cascade,
      environment text not null check (environment in ('live', 'sandbox')),
      name text collate "C" not null,
      support_email text collate "C",
      log_retention_days integer not null default 30 check (log_retention_days between 1 and 365),
      sandbox_reset_at timestamptz(3) check ((sandbox_reset_at is null) = (environment = 'live')),
      updated_at timestamptz(3) not null default now(),
      primary key (account_id, environment)
    )`.execute(db);
  // What an account has in its sandbox counts as fresh, so that it is kept until the next daily reset.
  await sql`
    insert into settings (account_id, environment, name, sandbox_reset_at)
    select id, environment, name, case environment when 'sandbox' then now() end
    from accounts cross join (values ('live'), ('sandbox')) as environments (environment)`.execute(db);
}
