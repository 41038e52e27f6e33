import { createSecretKey, randomBytes } from 'node:crypto';
import { generateSecret } from '@plumbline/webhooks';
import type { Insertable } from 'kysely';
import { webhookSecretPurpose } from '../src/secrets/sealed-places.ts';
import { createSealer } from '../src/secrets/sealer.ts';
import { newId } from '../src/store/ids.ts';
import type { Db, Scope, Tables } from '../src/store/schema.ts';
import { columnsOf } from '../src/store/scope.ts';
import { createStore } from '../src/store/store.ts';
import { transaction } from '../src/store/transaction.ts';

/** What seals the secrets of test webhooks. */
export const sealer = createSealer({ current: createSecretKey(randomBytes(32)), previous: [] });

type Given = Partial<Insertable<Tables['webhooks']>> & { previous?: string };

/** Makes a webhook for all events. */
export async function newWebhook(db: Db, scope: Scope, url: string, { previous, ...given }: Given = {}, sealedBy = sealer): Promise<{ id: string; secret: string }> {
  const id = given.id ?? newId('whk');
  const columns = columnsOf(scope);
  const secret = generateSecret();
  const seal = (text: string) => sealedBy.seal(Buffer.from(text), webhookSecretPurpose({ ...columns, id }));
  await db
    .insertInto('webhooks')
    .values({ url, events: ['*'], status: 'enabled', secret: seal(secret), previous_secret: previous ? seal(previous) : null, ...given, id, ...columns })
    .execute();
  return { id, secret };
}

/**
 * Commits an event.
 *
 * @returns its id
 */
export async function commitEvent(db: Db, scope: Scope): Promise<string> {
  const [id = ''] = await commitEvents(db, scope, 1);
  return id;
}

/** Commits several at once. */
export async function commitEvents(db: Db, scope: Scope, count: number): Promise<string[]> {
  const at = new Date().toISOString();
  const rest = { name: 'Website', description: null, region: 'us-east', status: 'active', created_at: at, updated_at: at } as const;
  const projects = Array.from({ length: count }, () => Object.assign({ id: newId('prj') }, rest));
  await transaction(db, (trx) => createStore(trx).events.emitEach(scope, 'project.created', projects));
  const rows = await db.selectFrom('events').select('id').where('project_id', 'in', projects.map(({ id }) => id)).execute();
  return rows.map(({ id }) => id);
}

/** The deliveries to an account, oldest first, each with its attempts. */
export async function readDeliveries(db: Db, { accountId }: Scope) {
  const deliveries = await db.selectFrom('deliveries').selectAll().where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute();
  const attempts = await db.selectFrom('delivery_attempts').selectAll().where('account_id', '=', accountId).orderBy('number').execute();
  return deliveries.map((delivery) => Object.assign(delivery, { made: attempts.filter(({ delivery_id }) => delivery_id === delivery.id) }));
}
