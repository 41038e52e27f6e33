import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { NEXT_UPDATED_AT } from '../store/next-updated-at.ts';
import type { Db } from '../store/schema.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { Verdict } from './judge-answer.ts';

/** An attempt that was made. */
export interface Attempt {
  delivery: Pick<ClaimedDelivery, 'account_id' | 'environment' | 'id' | 'webhook_id' | 'attempts' | 'retries_from'>;
  startedAt: Date;
  durationMs: number;
  verdict: Pick<Verdict, 'outcome' | 'status' | 'error' | 'excerpt' | 'isGone'>;
  /** Milliseconds to the next one; undefined when there is none. */
  wait: number | undefined;
}

/**
 * Writes attempts down, and what they mean for their deliveries, in one statement. Where somebody else has attempted the
 * same delivery meanwhile (this process was taken to be gone), both attempts are kept, and success is what counts. Where
 * it is to be delivered again, that stands.
 *
 * @param attempts of different deliveries; one whose delivery is gone is dropped
 */
export async function settleAttempts(db: Db, attempts: readonly Attempt[], now: RawBuilder<Date> = sql<Date>`now()`): Promise<void> {
  const column = <Value>(value: (attempt: Attempt) => Value) => attempts.map(value);
  await sql`
    with result as (
      select * from unnest(
        ${column(({ delivery }) => delivery.account_id)}::text[], ${column(({ delivery }) => delivery.environment)}::text[],
        ${column(({ delivery }) => delivery.id)}::text[], ${column(({ delivery }) => delivery.attempts)}::integer[],
        ${column(({ delivery }) => delivery.retries_from)}::integer[], ${column(({ startedAt }) => startedAt.toISOString())}::timestamptz[],
        ${column(({ durationMs }) => Math.round(durationMs))}::integer[], ${column(({ verdict }) => verdict.status)}::integer[],
        ${column(({ verdict }) => verdict.error)}::text[], ${column(({ verdict }) => verdict.excerpt)}::text[],
        ${column(({ verdict }) => verdict.outcome === 'succeeded')}::boolean[], ${column(({ wait }) => wait ?? null)}::double precision[]
      ) as r (account_id, environment, id, attempts, retries_from, started_at, duration_ms, status, error, excerpt, is_success, wait)
    ),
    settled as (
      update deliveries set attempts = deliveries.attempts + 1, updated_at = ${NEXT_UPDATED_AT},
        status = case
          when deliveries.retries_from <> result.retries_from then deliveries.status
          when result.is_success then 'succeeded'
          when deliveries.attempts = result.attempts and deliveries.status = 'pending' and result.wait is null then 'failed'
          else deliveries.status end,
        next_attempt_at = case
          when deliveries.retries_from <> result.retries_from then deliveries.next_attempt_at
          when result.is_success then null
          when deliveries.attempts = result.attempts and deliveries.status = 'pending' then ${now} + make_interval(secs => result.wait / 1000)
          else deliveries.next_attempt_at end
      from result
      where deliveries.account_id = result.account_id and deliveries.environment = result.environment and deliveries.id = result.id
      returning deliveries.account_id, deliveries.environment, deliveries.id, deliveries.attempts
    )
    insert into delivery_attempts (account_id, environment, delivery_id, number, started_at, duration_ms, status, error, response_excerpt)
    select account_id, environment, id, settled.attempts, result.started_at, result.duration_ms, result.status, result.error, result.excerpt
    from settled join result using (account_id, environment, id)`.execute(db);
}
