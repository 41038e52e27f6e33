import { sql } from 'kysely';
import { NEXT_UPDATED_AT } from '../store/next-updated-at.ts';
import type { Db } from '../store/schema.ts';

/**
 * Gives up so many at most of the deliveries that wait for disabled webhooks, and writes down why. An attempt that is
 * under way meanwhile may still succeed.
 *
 * @returns how many it was
 */
export async function failUndeliverable(db: Db, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with undeliverable as (
      select waiting.* from webhooks cross join lateral (
        select account_id, environment, id, webhooks.disabled_reason from deliveries
        where account_id = webhooks.account_id and environment = webhooks.environment and webhook_id = webhooks.id and status = 'pending'
        order by next_attempt_at limit ${most} for update of deliveries skip locked
      ) as waiting
      where webhooks.status = 'disabled' limit ${most}
    ),
    failed as (
      update deliveries set status = 'failed', next_attempt_at = null, attempts = attempts + 1, updated_at = ${NEXT_UPDATED_AT}
      from undeliverable
      where deliveries.account_id = undeliverable.account_id and deliveries.environment = undeliverable.environment and deliveries.id = undeliverable.id
      returning deliveries.account_id, deliveries.environment, deliveries.id, deliveries.attempts, undeliverable.disabled_reason
    )
    insert into delivery_attempts (account_id, environment, delivery_id, number, started_at, duration_ms, error)
    select account_id, environment, id, attempts, now(), 0, case disabled_reason
      when 'gone' then 'Nothing was sent: the webhook is disabled, since its endpoint answered 410.'
      when 'failing' then 'Nothing was sent: the webhook is disabled, since its endpoint took nothing for five days.'
      else 'Nothing was sent: the webhook is disabled.' end
    from failed`.execute(db);
  return Number(numAffectedRows);
}
