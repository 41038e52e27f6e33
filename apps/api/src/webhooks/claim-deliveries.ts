import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db, Environment } from '../store/schema.ts';
import type { Room } from './slots.ts';

/** What makes out one delivery. */
export interface DeliveryKey {
  account_id: string;
  environment: Environment;
  id: string;
}

/** A delivery that this process is to attempt, with everything that this takes. */
export interface ClaimedDelivery extends DeliveryKey {
  webhook_id: string;
  event_id: string;
  event: string;
  /** How many attempts were made before. */
  attempts: number;
  /** Of those, how many were made before the schedule began, which a redelivery begins anew. */
  retries_from: number;
  body: string;
  traceparent: string | null;
  url: string;
  /** Sealed. */
  secret: Uint8Array;
  /** Sealed; null when it does not sign any more. */
  previous_secret: Uint8Array | null;
}

/** How many that have waited longest are looked at, where none is passed over. */
const WINDOW = 1_000;

/** What stands for a webhook in `Room`. */
export function endpointOf({ account_id, environment, webhook_id }: Pick<ClaimedDelivery, 'account_id' | 'environment' | 'webhook_id'>): string {
  return `${account_id}/${environment}/${webhook_id}`;
}

/**
 * Claims deliveries that are due, those first that have waited longest, and nothing for disabled webhooks. Until the claim
 * is over, no process gets them: their next attempt is put off by it, so that a process that dies leaves nothing behind.
 *
 * @param lease milliseconds that the claim lasts
 * @param now the moment by which they are due; without it the database's, so that the clocks of processes need not agree
 */
export async function claimDeliveries(db: Db, room: Room, lease: number, now: RawBuilder<Date> = sql<Date>`now()`): Promise<ClaimedDelivery[]> {
  const isPassing = room.isReserve || Object.values(room.left).includes(0);
  const left = sql`coalesce((${JSON.stringify(room.left)}::jsonb ->> (account_id || '/' || environment || '/' || webhook_id))::integer, ${room.each})`;
  const mayTake = room.isReserve ? sql`webhooks.status = 'enabled' and webhooks.first_failed_at is null` : sql`webhooks.status = 'enabled'`;
  const { rows } = await sql<ClaimedDelivery>`
    with recursive ${isPassing ? dueByWebhook(now, left, mayTake) : dueByTime(now, left, mayTake)},
    chosen as (select row from due where place <= room order by next_attempt_at limit ${room.most}),
    locked as (
      select ctid as row from deliveries
      where ctid = any (array(select row from chosen)) and status = 'pending' and next_attempt_at <= ${now}
      for update skip locked
    ),
    claimed as (
      update deliveries set next_attempt_at = ${now} + make_interval(secs => ${lease / 1000})
      where ctid = any (array(select row from locked))
      returning *
    )
    select claimed.account_id, claimed.environment, claimed.id, claimed.webhook_id, claimed.event_id, claimed.event, claimed.attempts,
      claimed.retries_from, events.body, events.traceparent, webhooks.url, webhooks.secret,
      case when webhooks.previous_secret_expires_at > ${now} then webhooks.previous_secret end as previous_secret
    from claimed
    join events on events.account_id = claimed.account_id and events.environment = claimed.environment and events.id = claimed.event_id
    join webhooks on webhooks.account_id = claimed.account_id and webhooks.environment = claimed.environment and webhooks.id = claimed.webhook_id`.execute(db);
  return rows;
}

/** What is due, as it has waited: the quick way, as long as no endpoint is to be passed over. */
function dueByTime(now: RawBuilder<Date>, left: RawBuilder<unknown>, mayTake: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    waiting as (
      select deliveries.ctid as row, deliveries.account_id, deliveries.environment, deliveries.webhook_id, deliveries.next_attempt_at from deliveries
      join webhooks on webhooks.account_id = deliveries.account_id and webhooks.environment = deliveries.environment and webhooks.id = deliveries.webhook_id
      where deliveries.status = 'pending' and deliveries.next_attempt_at <= ${now} and ${mayTake}
      order by deliveries.next_attempt_at limit ${WINDOW}
    ),
    due as (
      select waiting.*, ${left} as room,
        row_number() over (partition by account_id, environment, webhook_id order by next_attempt_at) as place
      from waiting
    )`;
}

/**
 * What is due for each webhook, which is found by going from one webhook to the next in the index: the backlog of an
 * endpoint that is passed over costs nothing, however long it is.
 */
function dueByWebhook(now: RawBuilder<Date>, left: RawBuilder<unknown>, mayTake: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    heads as (
      (select account_id, environment, webhook_id, next_attempt_at from deliveries where status = 'pending'
        order by account_id, environment, webhook_id, next_attempt_at limit 1)
      union all
      select next.* from heads cross join lateral (
        select account_id, environment, webhook_id, next_attempt_at from deliveries where status = 'pending'
          and (account_id, environment, webhook_id) > (heads.account_id, heads.environment, heads.webhook_id)
        order by account_id, environment, webhook_id, next_attempt_at limit 1
      ) as next
    ),
    open as (
      select heads.account_id, heads.environment, heads.webhook_id, heads.room from (select heads.*, ${left} as room from heads) as heads
      join webhooks on webhooks.account_id = heads.account_id and webhooks.environment = heads.environment and webhooks.id = heads.webhook_id
      where heads.next_attempt_at <= ${now} and heads.room > 0 and ${mayTake}
    ),
    due as (
      select deliveries.*, open.room, 1 as place from open cross join lateral (
        select ctid as row, account_id, environment, webhook_id, next_attempt_at from deliveries
        where account_id = open.account_id and environment = open.environment and webhook_id = open.webhook_id
          and status = 'pending' and next_attempt_at <= ${now}
        order by next_attempt_at limit open.room
      ) as deliveries
    )`;
}
