import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import type { ListRequest } from '@plumbline/server';
import { inBatches } from '../background/in-batches.ts';
import type { EventName } from '../events/event-payload.ts';
import { currentTraceparent } from '../telemetry/trace-context.ts';
import { canBeId, newId } from './ids.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { momentOf } from './moment.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, DeliveryAttemptRow, DeliveryRow, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { inTransaction } from './transaction.ts';
import { unlessRefused } from './unless-refused.ts';

const COLUMNS = ['id', 'webhook_id', 'event_id', 'event', 'status', 'attempts', 'retries_from', 'next_attempt_at', 'created_at', 'updated_at'] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'status', 'event', 'created_at'] as const;
/** How many are changed or deleted in one statement: few enough to be done long before a query is given up. */
const BATCH = 1_000;
/** How many attempts of a delivery are shown. */
const SHOWN = 20;

/** A delivery with the attempts that are shown, newest first. */
export type TriedDelivery = DeliveryRow & { tried: DeliveryAttemptRow[] };

interface TestEvent {
  event: EventName;
  /** What is sent, to the byte. */
  body: string;
  at: Date;
}

/** The deliveries of an account's webhooks, as callers see and ask for them. */
export function deliveryStore(db: Db) {
  return {
    async list(scope: Scope, webhookId: string, list: ListRequest): Promise<ListedRows<TriedDelivery>> {
      if (!canBeId(webhookId)) return { rows: [], total: 0 };

      const { rows, ...place } = await listRows(visible(db, scope, webhookId), FIELDS, list);
      return { rows: await withAttempts(db, scope, rows), ...place };
    },

    async find(scope: Scope, webhookId: string, id: string): Promise<TriedDelivery | undefined> {
      if (!canBeId(webhookId) || !canBeId(id)) return undefined;

      return alone(db, scope, await visible(db, scope, webhookId).where('id', '=', id).executeTakeFirst());
    },

    /**
     * Has a delivery tried again from now on, whatever has become of it, by the whole schedule; undefined when the
     * webhook has no such delivery.
     */
    async redeliver(scope: Scope, webhookId: string, id: string): Promise<TriedDelivery | undefined> {
      if (!canBeId(webhookId) || !canBeId(id)) return undefined;

      return alone(db, scope, await again(db, scope, webhookId).where('id', '=', id).returning(COLUMNS).executeTakeFirst());
    },

    /**
     * Has every delivery of a webhook tried again that was made since a moment and failed.
     *
     * @param since a date-time by RFC 3339
     * @returns how many there are
     */
    async recover(scope: Scope, webhookId: string, since: string): Promise<number> {
      if (!canBeId(webhookId)) return 0;

      const recoverSome = async (trx: Db, most: number) => {
        const some = visible(trx, scope, webhookId)
          .where('status', '=', 'failed')
          .where('created_at', '>=', sql<Date>`${momentOf(since)}::timestamptz`)
          .orderBy('created_at')
          .limit(most);
        // By their places in the table, so that the plan depends on no statistics, which a long failure is ahead of.
        const { numUpdatedRows } = await again(trx, scope, webhookId)
          .where(sql<SqlBool>`ctid = any (array(${some.clearSelect().select(sql`ctid`.as('ctid')).forUpdate()}))`)
          .executeTakeFirst();
        return Number(numUpdatedRows);
      };
      return inTransaction(db, (trx) => inBatches((most) => recoverSome(trx, most), BATCH));
    },

    /** Deletes every delivery of a webhook with its attempts; in the transaction that deletes the webhook, and before it. */
    async removeOfWebhook(scope: Scope, webhook_id: string): Promise<void> {
      const { account_id, environment } = columnsOf(scope);
      const removeSome = async (trx: Db, most: number) => {
        const { numAffectedRows = 0n } = await sql`
          delete from deliveries where ctid = any (array(
            select ctid from deliveries where account_id = ${account_id} and environment = ${environment} and webhook_id = ${webhook_id} limit ${most}
          ))`.execute(trx);
        return Number(numAffectedRows);
      };
      await inTransaction(db, (trx) => inBatches((most) => removeSome(trx, most), BATCH));
    },

    /** Has a webhook tried out with an event that did not happen: no list shows it, and no other webhook is told of it. */
    async insertTest(scope: Scope, webhook_id: string, { event, body, at }: TestEvent): Promise<TriedDelivery | 'webhook_missing'> {
      const columns = columnsOf(scope);
      const event_id = newId('evt');
      // It is handed over to the one webhook that it is for, so that nobody else need do so.
      const row = { id: event_id, event, project_id: null, body, is_test: true, traceparent: currentTraceparent(), relayed_at: at, created_at: at };
      const delivery = { id: newId('dlv'), webhook_id, event_id, event, status: 'pending', next_attempt_at: at } as const;

      return unlessRefused('deliveries_webhook_fkey', 'webhook_missing', () =>
        inTransaction(db, async (trx) => {
          await trx.insertInto('events').values({ ...columns, ...row }).execute();
          const made = await trx.insertInto('deliveries').values({ ...columns, ...delivery }).returning(COLUMNS).executeTakeFirstOrThrow();
          return { ...made, tried: [] };
        }),
      );
    },
  };
}

function visible(db: Db, scope: Scope, webhook_id: string) {
  return db
    .selectFrom('deliveries')
    .select(COLUMNS)
    .where((eb) => eb.and({ ...columnsOf(scope), webhook_id }));
}

/** Puts deliveries of a webhook at the beginning of their schedule. */
function again(db: Db, scope: Scope, webhook_id: string) {
  return db
    .updateTable('deliveries')
    .set((eb) => ({ status: 'pending', next_attempt_at: sql<Date>`now()`, retries_from: eb.ref('attempts'), updated_at: NEXT_UPDATED_AT }))
    .where((eb) => eb.and({ ...columnsOf(scope), webhook_id }));
}

async function alone(db: Db, scope: Scope, delivery: DeliveryRow | undefined): Promise<TriedDelivery | undefined> {
  return delivery && (await withAttempts(db, scope, [delivery]))[0];
}

async function withAttempts(db: Db, scope: Scope, deliveries: readonly DeliveryRow[]): Promise<TriedDelivery[]> {
  const tried = deliveries.filter(({ attempts }) => attempts > 0).map(({ id }) => id);
  const attempts = tried.length === 0 ? [] : await newestAttempts(db, scope, tried);
  const byDelivery = Map.groupBy(attempts, ({ delivery_id }) => delivery_id);

  return deliveries.map((delivery) => ({ ...delivery, tried: byDelivery.get(delivery.id) ?? [] }));
}

/** The newest attempts of each of several deliveries, newest first: however many a delivery has, no more of them are read. */
async function newestAttempts(db: Db, scope: Scope, ids: readonly string[]): Promise<DeliveryAttemptRow[]> {
  const { account_id, environment } = columnsOf(scope);
  const { rows } = await sql<DeliveryAttemptRow>`
    select newest.* from unnest(${ids}::text[]) as tried (id) cross join lateral (
      select delivery_id, number, started_at, duration_ms, status, error, response_excerpt from delivery_attempts
      where account_id = ${account_id} and environment = ${environment} and delivery_id = tried.id
      order by number desc limit ${SHOWN}
    ) as newest
    order by newest.delivery_id, newest.number desc`.execute(db);
  return rows;
}
