import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { commitEvents, newWebhook, readDeliveries } from '../../test/webhooks.ts';
import type { Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { failUndeliverable } from './fail-undeliverable.ts';
import { relayEvents } from './relay-events.ts';
import type { Attempt } from './settle-attempts.ts';
import { writeAttempts } from './write-attempts.ts';

const database = testDatabase();
const DAY = 24 * 60 * 60 * 1000;
const NOW = new Date('2027-03-06T12:00:00.000Z');

let scope: Scope;
let webhookId: string;
beforeEach(async () => {
  ({ live: scope } = await newScopes(database().db));
  ({ id: webhookId } = await newWebhook(database().db, scope, 'https://example.com/'));
});

/** Makes so many deliveries that wait, and gives the newest. */
async function waiting(count = 1) {
  const { db } = database();
  await commitEvents(db, scope, count);
  await relayEvents(db);
  const delivery = (await readDeliveries(db, scope)).at(-1);
  if (!delivery) throw new Error('There is no delivery.');
  return delivery;
}

type Made = Omit<Partial<Attempt>, 'verdict' | 'delivery'> & { delivery: Attempt['delivery'] } & Partial<Attempt['verdict']>;

const write = (...made: Made[]) =>
  writeAttempts(
    database().db,
    made.map(({ delivery, wait, startedAt = NOW, durationMs = 12.4, ...verdict }) => ({
      delivery,
      startedAt,
      durationMs,
      wait,
      verdict: { outcome: 'failed', status: 500, error: 'The endpoint answered 500.', excerpt: 'no', isGone: false, ...verdict },
    })),
    sql<Date>`${NOW.toISOString()}::timestamptz`,
  );
const success = { outcome: 'succeeded', status: 200, error: null } as const;
const gone = { status: 410, isGone: true } as const;

const read = () => readDeliveries(database().db, scope);
const webhook = () => database().db.selectFrom('webhooks').selectAll().where('id', '=', webhookId).executeTakeFirstOrThrow();
const audit = () => database().db.selectFrom('audit').selectAll().where((eb) => eb.and(columnsOf(scope))).execute();
const said = async () =>
  (await database().db.selectFrom('events').select('body').where((eb) => eb.and(columnsOf(scope))).where('event', '=', 'webhook.disabled').execute()).map(({ body }) => JSON.parse(body));

describe('writeAttempts', () => {
  it('puts off the next attempt of a delivery that has failed, and keeps the attempt', async () => {
    const delivery = await waiting();

    await write({ delivery, wait: 5_250 });

    expect(await read()).toMatchObject([{ status: 'pending', attempts: 1, next_attempt_at: new Date(NOW.getTime() + 5_250) }]);
    const kept = { number: 1, started_at: NOW, duration_ms: 12, status: 500, error: 'The endpoint answered 500.', response_excerpt: 'no' };
    expect((await read())[0]?.made).toMatchObject([kept]);
  });

  it('ends a delivery with a success, and with the last attempt', async () => {
    const first = await waiting();
    const second = await waiting();

    await write({ delivery: first, ...success }, { delivery: second });

    expect((await read()).map(({ status, next_attempt_at }) => [status, next_attempt_at])).toEqual([['succeeded', null], ['failed', null]]);
  });

  it('keeps both attempts where another process has made one meanwhile, and success is what counts', async () => {
    const delivery = await waiting();

    await write({ delivery, wait: 1_000 });
    await write({ delivery, ...success });
    await write({ delivery, wait: 9_000 });

    const [written] = await read();
    expect(written).toMatchObject({ status: 'succeeded', attempts: 3, next_attempt_at: null });
    expect(written?.made.map(({ status }) => status)).toEqual([500, 200, 500]);
  });

  it('changes nothing by an attempt that has failed where another process has made one meanwhile', async () => {
    const delivery = await waiting();

    await write({ delivery, wait: 1_000 });
    await write({ delivery });

    expect(await read()).toMatchObject([{ status: 'pending', attempts: 2, next_attempt_at: new Date(NOW.getTime() + 1_000) }]);
  });

  it('lets it stand that a delivery is to be made again, whatever becomes of the attempt that was under way', async () => {
    const delivery = await waiting();
    await write({ delivery });
    const again = { status: 'pending', retries_from: 1, next_attempt_at: NOW } as const;
    await database().db.updateTable('deliveries').set(again).where('id', '=', delivery.id).execute();

    await write({ delivery, ...success });

    expect(await read()).toMatchObject([{ ...again, attempts: 2 }]);
  });

  it('drops an attempt whose delivery is gone, and writes the others', async () => {
    const delivery = await waiting();

    await write({ delivery: { ...delivery, id: 'dlv_gone' }, ...success }, { delivery, ...success });

    expect(await read()).toMatchObject([{ status: 'succeeded', attempts: 1 }]);
  });

  it('notes since when an endpoint fails, until it succeeds', async () => {
    const delivery = await waiting();
    const other = await waiting();
    const { updated_at } = await webhook();

    await write({ delivery, wait: 1 });
    await write({ delivery: other, wait: 1, startedAt: new Date(NOW.getTime() + 1_000) });
    expect(await webhook()).toMatchObject({ first_failed_at: NOW, updated_at });

    await write({ delivery, wait: 1 }, { delivery: other, ...success });
    expect(await webhook()).toMatchObject({ first_failed_at: null, updated_at });
  });

  it('disables a webhook whose endpoint answers 410, once, and says so', async () => {
    const delivery = await waiting();
    const other = await waiting();

    const disabled = await write({ delivery, ...gone }, { delivery: other, ...gone });
    expect(await write({ delivery, ...gone })).toEqual([]);

    expect(disabled).toMatchObject([{ id: webhookId, disabled_reason: 'gone' }]);
    expect(await webhook()).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
    expect(await said()).toMatchObject([{ event: 'webhook.disabled', data: { id: webhookId, status: 'disabled', disabled_reason: 'gone' } }]);
    expect((await said())[0].data).not.toHaveProperty('secret');
    const changes = { status: 'disabled', disabled_reason: 'gone' };
    expect(await audit()).toMatchObject([{ action: 'webhook.disabled', actor_type: 'system', actor_id: null, target_type: 'webhook', target_id: webhookId, changes }]);
  });

  it.each([
    ['five days', 5 * DAY, 'failing'],
    ['a moment less', 5 * DAY - 1_000, null],
  ])('behind %s without a success, disables or not', async (_title, age, reason) => {
    const delivery = await waiting();
    await database().db.updateTable('webhooks').set({ first_failed_at: new Date(NOW.getTime() - age) }).where('id', '=', webhookId).execute();

    await write({ delivery, wait: 1_000 });

    expect((await webhook()).disabled_reason).toBe(reason);
    expect((await said()).length).toBe(reason ? 1 : 0);
  });

  it('leaves a webhook enabled that has not been, and everything else, when it cannot write it all', async () => {
    const delivery = await waiting();

    await expect(write({ delivery, ...gone, durationMs: 2 ** 40 })).rejects.toThrow('integer');

    expect([(await webhook()).status, await read(), await said()]).toMatchObject(['enabled', [{ attempts: 0 }], []]);
  });
});

describe('failUndeliverable', () => {
  // What other tests have left.
  beforeEach(async () => void (await failUndeliverable(database().db, 100)));

  it('gives up what waits for a disabled webhook, in batches, and writes down why', async () => {
    const delivery = await waiting(3);
    await write({ delivery, ...gone });

    expect([await failUndeliverable(database().db, 1), await failUndeliverable(database().db, 5), await failUndeliverable(database().db, 5)]).toEqual([1, 1, 0]);

    const written = await read();
    expect(written.map(({ status, attempts, next_attempt_at }) => [status, attempts, next_attempt_at])).toEqual(written.map(() => ['failed', 1, null]));
    const errors = written.filter(({ id }) => id !== delivery.id).flatMap(({ made }) => made.map(({ error }) => error));
    expect(errors).toEqual(Array(2).fill('Nothing was sent: the webhook is disabled, since its endpoint answered 410.'));
  });

  it('leaves alone what waits for others', async () => {
    await waiting();

    expect(await failUndeliverable(database().db, 5)).toBe(0);
  });
});
