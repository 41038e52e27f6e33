import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table projects add column is_default boolean not null default false`.execute(db);
  await sql`create unique index projects_default_key on projects (account_id, environment) where is_default`.execute(db);
}
