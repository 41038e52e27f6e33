import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { commitEvent, commitEvents, newWebhook, readDeliveries } from '../../test/webhooks.ts';
import type { Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { purgeEvents, startEventPurge } from './purge-events.ts';
import { relayEvents } from './relay-events.ts';
import { settleAttempts } from './settle-attempts.ts';

const database = testDatabase();
const DAY = 24 * 60 * 60 * 1000;

let scope: Scope;
beforeEach(async () => {
  ({ live: scope } = await newScopes(database().db));
  await newWebhook(database().db, scope, 'https://example.com/');
});

/** Makes so many events of an age, each delivered at one attempt. */
async function deliver(count: number, days: number): Promise<void> {
  const { db } = database();
  const ids = await commitEvents(db, scope, count);
  await relayEvents(db);
  const deliveries = (await readDeliveries(db, scope)).filter(({ event_id }) => ids.includes(event_id));
  const verdict = { outcome: 'succeeded', status: 200, error: null, excerpt: '', isGone: false } as const;
  await settleAttempts(db, deliveries.map((delivery) => ({ delivery, startedAt: new Date(), durationMs: 1, verdict, wait: undefined })));
  await db.updateTable('events').set({ created_at: new Date(Date.now() - days * DAY) }).where('id', 'in', ids).execute();
}

const events = async () => (await database().db.selectFrom('events').select('id').where((eb) => eb.and(columnsOf(scope))).execute()).length;
const deliveries = async () => (await readDeliveries(database().db, scope)).map(({ made }) => made.length);

describe('purgeEvents', () => {
  it('deletes in batches what is older than 30 days, with its deliveries and attempts', async () => {
    await deliver(7, 31);
    await deliver(2, 29);

    expect(await purgeEvents(database().db, new Date(), undefined, 3)).toBe(7);
    expect([await events(), await deliveries()]).toEqual([2, [1, 1]]);
  });

  it('leaves what is still to be delivered, and what was not handed over', async () => {
    const { db } = database();
    await deliver(2, 31);
    const [delivery] = await readDeliveries(db, scope);
    await db.updateTable('deliveries').set({ status: 'pending' }).where('id', '=', delivery?.id ?? '').execute();
    const waiting = await commitEvent(db, scope);
    await db.updateTable('events').set({ created_at: new Date(Date.now() - 31 * DAY) }).where('id', '=', waiting).execute();

    expect(await purgeEvents(db, new Date())).toBe(1);
    expect([await events(), await deliveries()]).toEqual([2, [1]]);
    await relayEvents(db);
  });

  it('ends behind the batch that it is at, once it is to end', async () => {
    await deliver(7, 31);

    expect(await purgeEvents(database().db, new Date(), AbortSignal.abort(), 3)).toBe(3);
    await purgeEvents(database().db, new Date());
    expect(await events()).toBe(0);
  });
});

describe('startEventPurge', () => {
  it('purges at once, and ends when that is done', async () => {
    await deliver(5, 31);
    const logged: object[] = [];
    const note = (fields: object) => void logged.push({ ...fields });

    const stop = startEventPurge({ db: database().db, log: { info: note, error: note } });
    await expect.poll(() => logged).toEqual([{ count: 5 }]);
    await stop();

    expect(await events()).toBe(0);
  });
});
