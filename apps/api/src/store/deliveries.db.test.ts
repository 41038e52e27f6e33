import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { newDelivery, newEvent, newWebhook } from '../../test/e2e/harness/background-rows.ts';
import { aPage, aStretch } from '../../test/list-requests.ts';
import { deliveryStore } from './deliveries.ts';
import type { Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { webhookStore } from './webhooks.ts';

const database = testDatabase();
const AT = new Date('2027-01-02T03:04:05.678Z');

let deliveries: ReturnType<typeof deliveryStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;
let webhook: string;
let otherWebhook: string;

beforeEach(async () => {
  const { db } = database();
  deliveries = deliveryStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
  [webhook, otherWebhook] = [await newWebhook(db, mine), await newWebhook(db, mine)];
});

/** A failed delivery of an event of its own, with one attempt. */
const failed = async (scope = mine, to = webhook) => newDelivery(database().db, scope, to, await newEvent(database().db, scope, 'prj_1'));
/** Lets a delivery have been attempted so many times. */
async function attempted(id: string, times: number): Promise<void> {
  const attempt = { started_at: AT, duration_ms: 5, status: null, error: 'It did not answer within 15 s.', response_excerpt: null };
  const rows = Array.from({ length: times - 1 }, (_none, index) => ({ ...columnsOf(mine), delivery_id: id, number: index + 2, ...attempt }));
  await database().db.insertInto('delivery_attempts').values(rows).execute();
  await set(id, { attempts: times });
}
const set = (id: string, values: object) => database().db.updateTable('deliveries').set(values).where('id', '=', id).execute();
const rowOf = (id: string) => database().db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('find and list', () => {
  it('show the newest 20 attempts of each delivery, newest first', async () => {
    const [once, often, never] = [await failed(), await failed(), await failed()];
    await attempted(often, 23);
    await set(never, { attempts: 0 });

    const { rows } = await deliveries.list(mine, webhook, aPage(1, 10));

    const numbers = Object.fromEntries(rows.map(({ id, tried }) => [id, tried.map(({ number }) => number)]));
    expect(numbers).toEqual({ [once]: [1], [often]: Array.from({ length: 20 }, (_none, index) => 23 - index), [never]: [] });
    expect((await deliveries.find(mine, webhook, once))?.tried).toEqual([
      { delivery_id: once, number: 1, started_at: expect.any(Date), duration_ms: 12, status: 500, error: 'The receiver answered 500.', response_excerpt: 'no' },
    ]);
    for (const row of rows) expect(await deliveries.find(mine, webhook, row.id)).toEqual(row);
  });

  it('keep to one webhook', async () => {
    const [here, there] = [await failed(), await failed(mine, otherWebhook)];

    expect((await deliveries.list(mine, webhook, aStretch(undefined, 10))).rows.map(({ id }) => id)).toEqual([here]);
    expect(await deliveries.find(mine, webhook, there)).toBeUndefined();
    expect((await deliveries.find(mine, otherWebhook, there))?.id).toBe(there);
  });
});

describe('redeliver', () => {
  it.each([
    ['failed', { status: 'failed', next_attempt_at: null }],
    ['succeeded', { status: 'succeeded', next_attempt_at: null }],
    ['waits for its next attempt', { status: 'pending', next_attempt_at: new Date('2100-01-01T00:00:00.000Z'), retries_from: 1 }],
  ])('begins the schedule anew of one that %s', async (_, before) => {
    const id = await failed();
    await attempted(id, 4);
    await set(id, before);
    const { updated_at } = await rowOf(id);

    const again = await deliveries.redeliver(mine, webhook, id);

    expect(again).toMatchObject({ id, status: 'pending', attempts: 4, retries_from: 4 });
    expect(Math.abs(Date.now() - Number(again?.next_attempt_at))).toBeLessThan(30_000);
    expect(again?.updated_at.getTime()).toBeGreaterThan(updated_at.getTime());
    expect(again?.tried.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(await deliveries.find(mine, webhook, id)).toEqual(again);
  });
});

describe('recover', () => {
  const SINCE = '2026-03-06T12:00:00.500Z';

  it('takes what failed and was made at or after the moment, and nothing else', async () => {
    const made = async (moment: string, values: object = {}) => {
      const id = await failed();
      await set(id, { created_at: new Date(moment), ...values });
      return id;
    };
    const taken = [await made(SINCE), await made('2026-03-06T12:00:00.501Z', { attempts: 9 })];
    const left = [
      await made('2026-03-06T12:00:00.499Z'),
      await made(SINCE, { status: 'succeeded' }),
      await made(SINCE, { status: 'pending', next_attempt_at: AT }),
      await failed(mine, otherWebhook),
    ];
    const before = await Promise.all(left.map(rowOf));

    expect(await deliveries.recover(mine, webhook, SINCE)).toBe(2);

    const rows = await Promise.all(taken.map(rowOf));
    expect(rows).toMatchObject([{ status: 'pending', retries_from: 1 }, { status: 'pending', retries_from: 9 }]);
    for (const { next_attempt_at } of rows) expect(Math.abs(Date.now() - Number(next_attempt_at))).toBeLessThan(30_000);
    expect(await Promise.all(left.map(rowOf))).toEqual(before);
    expect(await deliveries.recover(mine, webhook, SINCE)).toBe(0);
  });

  it.each([
    ['2026-03-06T13:00:00.5+01:00', 1],
    ['2026-03-06T12:00:00.5000001Z', 0],
    ['0000-01-01T00:00:00+01:00', 1],
    ['9999-12-31T23:59:59-01:00', 0],
  ])('reads the moment %s as RFC 3339 has it', async (since, count) => {
    await set(await failed(), { created_at: new Date(SINCE) });

    expect(await deliveries.recover(mine, webhook, since)).toBe(count);
  });
});

it('recovers, and deletes with their webhook, more deliveries than one statement has', async () => {
  const { db } = database();
  const count = 2_500;
  const { account_id, environment } = columnsOf(mine);
  await sql`insert into events (account_id, environment, id, event, body, relayed_at)
    select ${account_id}, ${environment}, 'evt_' || i, 'project.created', '{}', now() from generate_series(1, ${count}::integer) i`.execute(db);
  await sql`insert into deliveries (account_id, environment, id, webhook_id, event_id, event, status)
    select ${account_id}, ${environment}, 'dlv_' || i, ${webhook}, 'evt_' || i, 'project.created', 'failed' from generate_series(1, ${count}::integer) i`.execute(db);

  expect(await deliveries.recover(mine, webhook, '2026-01-01T00:00:00Z')).toBe(count);
  const other = await failed(mine, otherWebhook);
  await webhookStore(db).remove(mine, webhook);

  const left = await db.selectFrom('deliveries').select('id').where('account_id', '=', account_id).execute();
  expect(left).toEqual([{ id: other }]);
});

describe('insertTest', () => {
  it('makes an event that is already handed over, and its only delivery', async () => {
    const body = '{"event":"user.created"}';

    const made = await deliveries.insertTest(mine, webhook, { event: 'user.created', body, at: AT });

    if (made === 'webhook_missing') throw new Error('The webhook is there.');
    expect(made).toMatchObject({ webhook_id: webhook, event: 'user.created', status: 'pending', attempts: 0, next_attempt_at: AT, tried: [] });
    expect(await deliveries.find(mine, webhook, made.id)).toEqual(made);
    const event = await database().db.selectFrom('events').selectAll().where('id', '=', made.event_id).executeTakeFirst();
    expect(event).toEqual({ ...columnsOf(mine), id: made.event_id, event: 'user.created', project_id: null, body, is_test: true, traceparent: null, relayed_at: AT, created_at: AT });
  });

  it('writes neither when the webhook is gone meanwhile', async () => {
    await database().db.deleteFrom('webhooks').where('id', '=', webhook).execute();

    expect(await deliveries.insertTest(mine, webhook, { event: 'user.created', body: '{}', at: AT })).toBe('webhook_missing');

    expect(await database().db.selectFrom('events').select('id').where('account_id', '=', mine.accountId).execute()).toEqual([]);
  });
});

it('what is not in the scope, or cannot be an id, is neither seen nor changed', async () => {
  const id = await failed();
  const before = await rowOf(id);

  for (const [scope, to] of [[sandbox, webhook], [foreign, webhook], [mine, otherWebhook], [mine, 'whk_0'], [mine, 'whk_\0']] as const) {
    expect(await deliveries.list(scope, to, aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await deliveries.find(scope, to, id)).toBeUndefined();
    expect(await deliveries.redeliver(scope, to, id)).toBeUndefined();
    expect(await deliveries.recover(scope, to, '2026-01-01T00:00:00Z')).toBe(0);
  }
  for (const unknown of ['dlv_0', 'dlv_\0']) {
    expect(await deliveries.find(mine, webhook, unknown)).toBeUndefined();
    expect(await deliveries.redeliver(mine, webhook, unknown)).toBeUndefined();
  }
  expect(await rowOf(id)).toEqual(before);
});
