import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import { NEXT_UPDATED_AT } from '../store/next-updated-at.ts';
import type { Db, Tables } from '../store/schema.ts';
import type { Attempt } from './settle-attempts.ts';

/** Days without a success after which an endpoint is given up. */
const PATIENCE = 5;

/** A webhook that was just disabled. */
export type DisabledWebhook = Omit<Selectable<Tables['webhooks']>, 'secret' | 'previous_secret'>;

/**
 * Disables the webhooks of failed attempts that want nothing any more, or have not taken anything for five days.
 *
 * @returns those that were enabled until now
 */
export async function disableFailing(db: Db, failed: readonly Attempt[], now: RawBuilder<Date> = sql<Date>`now()`): Promise<DisabledWebhook[]> {
  const column = <Value>(value: (attempt: Attempt) => Value) => failed.map(value);
  const { rows } = await sql<DisabledWebhook>`
    with failed as (
      select account_id, environment, id, bool_or(is_gone) as is_gone from unnest(
        ${column(({ delivery }) => delivery.account_id)}::text[], ${column(({ delivery }) => delivery.environment)}::text[],
        ${column(({ delivery }) => delivery.webhook_id)}::text[], ${column(({ verdict }) => verdict.isGone)}::boolean[]
      ) as attempt (account_id, environment, id, is_gone)
      group by account_id, environment, id
    )
    update webhooks set status = 'disabled', disabled_reason = case when failed.is_gone then 'gone' else 'failing' end, updated_at = ${NEXT_UPDATED_AT}
    from failed
    where webhooks.account_id = failed.account_id and webhooks.environment = failed.environment and webhooks.id = failed.id
      and webhooks.status = 'enabled'
      and (failed.is_gone or webhooks.first_failed_at <= ${now} - make_interval(days => ${PATIENCE}))
    returning webhooks.account_id, webhooks.environment, webhooks.id, webhooks.url, webhooks.description, webhooks.events, webhooks.status,
      webhooks.disabled_reason, webhooks.previous_secret_expires_at, webhooks.first_failed_at, webhooks.created_at, webhooks.updated_at`.execute(db);
  return rows;
}
