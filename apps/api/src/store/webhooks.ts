import { sql } from 'kysely';
import type { ListRequest } from '@plumbline/server';
import { deliveryStore } from './deliveries.ts';
import { guardedWrite } from './guarded-write.ts';
import type { Guard } from './guarded-write.ts';
import { canBeId } from './ids.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, Scope, WebhookRow } from './schema.ts';
import { columnsOf } from './scope.ts';

const COLUMNS = ['id', 'url', 'description', 'events', 'status', 'disabled_reason', 'previous_secret_expires_at', 'created_at', 'updated_at'] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'status', 'created_at', 'updated_at'] as const;

/** A webhook as the store gives it out: its secrets stay inside. */
export type ShownWebhook = Pick<WebhookRow, (typeof COLUMNS)[number]>;

type Settings = Pick<WebhookRow, 'url' | 'description' | 'events' | 'status'>;
type NewWebhook = Settings & Pick<WebhookRow, 'id' | 'secret'>;

interface Rotation {
  /** The new secret, sealed. */
  secret: Uint8Array;
  /** Until when the one before it signs as well; null when it does not at all. */
  oldUntil: Date | null;
}

/** The webhooks of an account. They are the whole account's: the contract's `x-access` keeps a credential for one project away. */
export function webhookStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<ShownWebhook>> {
      return listRows(visible(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<ShownWebhook | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** Adds a webhook. The id is made by the caller, since its secret is sealed for it. */
    insert(scope: Scope, webhook: NewWebhook): Promise<ShownWebhook> {
      return db
        .insertInto('webhooks')
        .values({ ...webhook, disabled_reason: reasonOf(webhook.status), ...columnsOf(scope) })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /**
     * Changes what is given and leaves the rest; undefined when there is no such webhook. Enabled, or given another URL,
     * it has not failed yet.
     *
     * @throws what the guard throws; then nothing is changed.
     */
    async update(scope: Scope, id: string, { url, description, events, status }: Partial<Settings>, guard?: Guard<ShownWebhook>): Promise<ShownWebhook | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        guard,
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .updateTable('webhooks')
            .set({
              url,
              description,
              events,
              status,
              updated_at: NEXT_UPDATED_AT,
              ...(status !== undefined && { disabled_reason: reasonOf(status) }),
              ...(url !== undefined && { first_failed_at: sql<Date>`case when url = ${url} then first_failed_at end` }),
              ...(status === 'enabled' && { first_failed_at: null }),
            })
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },

    /**
     * Gives a webhook a new secret in the place of the one that it has, which is kept beside it for a while; one that
     * was kept until now is dropped. Undefined when there is no such webhook.
     */
    async rotate(scope: Scope, id: string, { secret, oldUntil }: Rotation): Promise<ShownWebhook | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .updateTable('webhooks')
        .set((eb) => ({ secret, previous_secret: oldUntil && eb.ref('secret'), previous_secret_expires_at: oldUntil, updated_at: NEXT_UPDATED_AT }))
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .returning(COLUMNS)
        .executeTakeFirst();
    },

    /**
     * Deletes a webhook with its deliveries, and returns what it was; undefined when there is no such webhook.
     *
     * @throws what the guard throws; then nothing is deleted.
     */
    async remove(scope: Scope, id: string, guard?: Guard<ShownWebhook>): Promise<ShownWebhook | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        // There always is one, so that the webhook is held while its deliveries go, however many they are.
        guard: (row: ShownWebhook) => guard?.(row),
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        async write(trx) {
          await deliveryStore(trx).removeOfWebhook(scope, id);
          return trx
            .deleteFrom('webhooks')
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .returning(COLUMNS)
            .executeTakeFirst();
        },
      });
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('webhooks')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)));
}

/** Why a webhook is disabled by whoever sets its status. */
function reasonOf(status: WebhookRow['status']): WebhookRow['disabled_reason'] {
  return status === 'disabled' ? 'requested' : null;
}
