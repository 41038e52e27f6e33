import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table accounts (
      id text collate "C" primary key,
      name text collate "C" not null,
      plan text not null check (plan in ('free', 'pro', 'enterprise')),
      created_at timestamptz(3) not null default now()
    )`.execute(db);
}
