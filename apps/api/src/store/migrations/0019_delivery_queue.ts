import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What is due of each webhook, so that the backlog of one need not be read past to find what is due for the others.
  await sql`create index deliveries_due_by_webhook_idx on deliveries (account_id, environment, webhook_id, next_attempt_at) where status = 'pending'`.execute(db);
}
