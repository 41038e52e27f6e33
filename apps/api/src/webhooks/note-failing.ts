import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';
import type { Attempt } from './settle-attempts.ts';

/**
 * Notes since when webhooks fail, and that others do not any more. Where several attempts at one have ended at once, a
 * success counts for all of them. A webhook that goes on as before is not written, so that a healthy one costs nothing.
 */
export async function noteFailing(db: Db, attempts: readonly Attempt[]): Promise<void> {
  const column = <Value>(value: (attempt: Attempt) => Value) => attempts.map(value);
  await sql`
    with ended as (
      select account_id, environment, id, case when bool_or(is_success) then null else min(started_at) end as first_failed_at
      from unnest(
        ${column(({ delivery }) => delivery.account_id)}::text[], ${column(({ delivery }) => delivery.environment)}::text[],
        ${column(({ delivery }) => delivery.webhook_id)}::text[], ${column(({ startedAt }) => startedAt.toISOString())}::timestamptz[],
        ${column(({ verdict }) => verdict.outcome === 'succeeded')}::boolean[]
      ) as attempt (account_id, environment, id, started_at, is_success)
      group by account_id, environment, id
    )
    update webhooks set first_failed_at = ended.first_failed_at from ended
    where webhooks.account_id = ended.account_id and webhooks.environment = ended.environment and webhooks.id = ended.id
      and (webhooks.first_failed_at is null) <> (ended.first_failed_at is null)`.execute(db);
}
