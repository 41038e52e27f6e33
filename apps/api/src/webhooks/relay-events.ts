import { sql } from 'kysely';
import { newId } from '../store/ids.ts';
import type { Db } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';

/** How many events are handed over in one transaction. */
const BATCH = 200;
/** How many deliveries are written in one statement. */
const CHUNK = 1_000;

/** Which webhook an event goes to. */
type Match = Pick<ClaimedDelivery, 'account_id' | 'environment' | 'event' | 'webhook_id' | 'event_id'>;

/**
 * Hands events over that nobody has handed over yet, oldest first: makes a delivery for each webhook that is enabled and
 * wants such an event, due at once. It is one transaction, so that an event is handed over once or, when the process dies,
 * not yet. Any number of processes may do so at once.
 *
 * @returns how many events it was, and how many deliveries they have made
 */
export async function relayEvents(db: Db, batch = BATCH): Promise<{ events: number; deliveries: number }> {
  // Asked for first without a transaction, since mostly there is nothing.
  const waiting = await db.selectFrom('events').select('id').where('relayed_at', 'is', null).limit(1).execute();
  if (waiting.length === 0) return { events: 0, deliveries: 0 };

  return transaction(db, async (trx) => {
    const { rows: events } = await sql<Pick<ClaimedDelivery, 'account_id' | 'environment'> & { id: string }>`
      update events set relayed_at = now() from (
        select account_id, environment, id from events where relayed_at is null order by created_at limit ${batch} for update skip locked
      ) as waiting
      where events.account_id = waiting.account_id and events.environment = waiting.environment and events.id = waiting.id
      returning events.account_id, events.environment, events.id`.execute(trx);
    // The webhooks are held, so that none is deleted before its deliveries refer to it.
    const { rows: matches } = await sql<Match>`
      select events.account_id, events.environment, events.event, webhooks.id as webhook_id, events.id as event_id
      from unnest(${events.map((event) => event.account_id)}::text[], ${events.map((event) => event.environment)}::text[], ${events.map(({ id }) => id)}::text[])
        as handed (account_id, environment, id)
      join events using (account_id, environment, id)
      join webhooks on webhooks.account_id = events.account_id and webhooks.environment = events.environment
      where webhooks.status = 'enabled' and (events.event = any (webhooks.events) or '*' = any (webhooks.events))
        -- The test of one webhook has its delivery already.
        and not events.is_test
      order by webhooks.account_id, webhooks.environment, webhooks.id
      for key share of webhooks`.execute(trx);

    for (let start = 0; start < matches.length; start += CHUNK) await insert(trx, matches.slice(start, start + CHUNK));
    return { events: events.length, deliveries: matches.length };
  });
}

async function insert(db: Db, matches: readonly Match[]): Promise<void> {
  const column = (name: keyof Match) => matches.map((match) => match[name]);
  await sql`
    insert into deliveries (account_id, environment, id, webhook_id, event_id, event, status, next_attempt_at)
    select account_id, environment, id, webhook_id, event_id, event, 'pending', now() from unnest(
      ${column('account_id')}::text[], ${column('environment')}::text[], ${matches.map(() => newId('dlv'))}::text[],
      ${column('webhook_id')}::text[], ${column('event_id')}::text[], ${column('event')}::text[]
    ) as match (account_id, environment, id, webhook_id, event_id, event)
    on conflict (account_id, environment, webhook_id, event_id) do nothing`.execute(db);
}
