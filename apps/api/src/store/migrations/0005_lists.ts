import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Lists are filtered and sorted by these, and text sorts by code point on every server.
  await sql`alter table accounts alter column plan type text collate "C"`.execute(db);
  await sql`alter table projects alter column region type text collate "C", alter column status type text collate "C"`.execute(db);

  await sql`create index users_updated_at_idx on users (account_id, environment, updated_at, id)`.execute(db);
  await sql`create index users_name_idx on users (account_id, environment, name, id)`.execute(db);
  await sql`create index users_email_idx on users (account_id, environment, email, id)`.execute(db);

  await sql`create index projects_updated_at_idx on projects (account_id, environment, updated_at, id)`.execute(db);
  await sql`create index projects_name_idx on projects (account_id, environment, name, id)`.execute(db);
  await sql`create index projects_region_idx on projects (account_id, environment, region, created_at, id)`.execute(db);
}
