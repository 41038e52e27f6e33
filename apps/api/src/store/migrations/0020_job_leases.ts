import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs add column lease text collate "C", add column due_at timestamptz(3)`.execute(db);
  await sql`update jobs set due_at = now() where status in ('queued', 'running')`.execute(db);
  await sql`create index jobs_due_idx on jobs (due_at) where due_at is not null`.execute(db);
}
