import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { newDelivery, newEvent, newWebhook } from './harness/background-rows.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const at = (webhook_id: string) => ({ params: { path: { webhook_id } } });
const of = (webhook_id: string, delivery_id = '') => ({ params: { path: { webhook_id, delivery_id } } });

/** A client with the live key of an account of its own, and a webhook there. */
async function setUp(values: { events?: string[]; status?: 'disabled' } = {}) {
  const { db } = database();
  const account = await newAccount(db);
  const webhook = await newWebhook(db, account.live);
  if (Object.keys(values).length > 0) await db.updateTable('webhooks').set(values).where('id', '=', webhook).execute();
  const client = api.client(account.liveKey);
  /** A failed delivery of an event of its own. */
  const failed = async (changes: object = {}) => {
    const id = await newDelivery(db, account.live, webhook, await newEvent(db, account.live, 'prj_1'));
    if (Object.keys(changes).length > 0) await db.updateTable('deliveries').set(changes).where('id', '=', id).execute();
    return id;
  };
  const audited = async () => (await client.GET('/audit')).data?.data.map(({ action, target_id, changes }) => [action, target_id, changes]);
  return { account, client, webhook, failed, audited };
}

const isNow = (moment: string | null | undefined) => Math.abs(Date.now() - Date.parse(moment ?? '')) < 30_000;

describe('trying a webhook out', () => {
  it.each([
    ['the event that is asked for', ['user.created'], { event: 'key.rotated' as const }, 'key.rotated'],
    ['the first one that it wants', ['project.deleted', 'user.created'], undefined, 'project.deleted'],
    ['the first one that it wants', ['project.deleted', '*'], {}, 'project.deleted'],
    ['the contract’s first where it wants all', ['*', 'project.deleted'], {}, contract.events[0]],
  ])('sends %s', async (_, events, body, event) => {
    const { client, webhook, audited } = await setUp({ events });

    const { data: delivery, response } = await client.POST('/webhooks/{webhook_id}/test', { ...at(webhook), ...(body && { body }) });

    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/v1/webhooks/${webhook}/deliveries/${delivery?.id}`);
    expect(delivery).toMatchObject({ webhook_id: webhook, event, status: 'pending', attempts: [] });
    expect(isNow(delivery?.next_attempt_at)).toBe(true);
    expect((await client.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', of(webhook, delivery?.id))).data).toEqual(delivery);
    expect((await client.GET('/webhooks/{webhook_id}/deliveries', at(webhook))).data?.data).toEqual([delivery]);
    expect(await audited()).toEqual([['webhook.tested', webhook, { event }]]);
  });

  it('sends the contract’s own example, as if it happened now', async () => {
    const { client, webhook } = await setUp();

    const delivery = (await client.POST('/webhooks/{webhook_id}/test', { ...at(webhook), body: { event: 'resource.created' } })).data;

    const row = await database().db.selectFrom('events').select(['body', 'created_at']).where('id', '=', delivery?.event_id ?? '').executeTakeFirst();
    const shown = contract.document.webhooks['resource.created'].post.requestBody.content['application/json'].examples.resourceCreated.value;
    expect(JSON.parse(row?.body ?? '')).toEqual({ ...shown, timestamp: row?.created_at.toISOString() });
    expect(isNow(row?.created_at.toISOString())).toBe(true);
  });

  it('is refused for an event that the contract does not have', async () => {
    const { account, webhook } = await setUp();

    const answer = await api.send('POST', `/v1/webhooks/${webhook}/test`, { key: account.liveKey, json: { event: '*' } });

    expect([answer.status, answer.json.error.details?.[0]?.pointer]).toEqual([422, '/event']);
  });
});

describe('the deliveries of a webhook', () => {
  it('are shown with their attempts, newest first, and are found by status, event and time', async () => {
    const { client, webhook, failed } = await setUp();
    const first = await failed({ created_at: new Date('2026-03-06T12:00:00.000Z') });
    const second = await failed({ created_at: new Date('2026-03-06T12:00:00.001Z'), event: 'user.created', status: 'succeeded' });
    const list = async (query: object) => (await client.GET('/webhooks/{webhook_id}/deliveries', { params: { path: { webhook_id: webhook }, query } })).data?.data;
    const ids = async (query: object) => (await list(query))?.map(({ id }) => id);

    expect(await ids({})).toEqual([second, first]);
    expect(await ids({ status: 'failed' })).toEqual([first]);
    expect(await ids({ event: 'user.created' })).toEqual([second]);
    expect(await ids({ created_before: '2026-03-06T12:00:00.001Z' })).toEqual([first]);
    expect(await ids({ page: 2, per_page: 1 })).toEqual([first]);
    const [shown] = (await list({ status: 'failed' })) ?? [];
    expect(shown).toMatchObject({
      id: first,
      webhook_id: webhook,
      event: 'project.created',
      status: 'failed',
      next_attempt_at: null,
      created_at: '2026-03-06T12:00:00.000Z',
      attempts: [{ number: 1, started_at: expect.stringMatching(/Z$/), duration_ms: 12, status: 500, error: 'The receiver answered 500.', response_excerpt: 'no' }],
    });
    expect((await client.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', of(webhook, first))).data).toEqual(shown);
  });

  it('are none of a new webhook, and none of another one', async () => {
    const { account, client, webhook, failed } = await setUp();
    const other = await newWebhook(database().db, account.live);
    const id = await failed();

    expect((await client.GET('/webhooks/{webhook_id}/deliveries', at(other))).data?.data).toEqual([]);
    for (const [path, code] of [[of(other, id), 'delivery_not_found'], [of(webhook, 'dlv_0'), 'delivery_not_found'], [of('whk_0', id), 'webhook_not_found']] as const) {
      expect((await client.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', path)).error?.error.code).toBe(code);
      expect((await client.POST('/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver', path)).error?.error.code).toBe(code);
    }
    expect((await client.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', of(webhook, id))).data?.status).toBe('failed');
  });

  it('go with their webhook', async () => {
    const { account, client, webhook, failed } = await setUp();
    await failed();

    await client.DELETE('/webhooks/{webhook_id}', at(webhook));

    const left = database().db.selectFrom('deliveries').select('id').where('account_id', '=', account.accountId);
    expect(await left.execute()).toEqual([]);
    expect((await client.GET('/webhooks/{webhook_id}/deliveries', at(webhook))).error?.error.code).toBe('webhook_not_found');
  });
});

describe('delivering again', () => {
  it.each(['failed', 'succeeded', 'pending'] as const)('begins anew with one that is %s', async (status) => {
    const { client, webhook, failed, audited } = await setUp();
    const id = await failed({ status, ...(status === 'pending' && { next_attempt_at: new Date('2100-01-01T00:00:00.000Z') }) });

    const { data: delivery, response } = await client.POST('/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver', of(webhook, id));

    expect([response.status, response.headers.get('location')]).toEqual([202, `/v1/webhooks/${webhook}/deliveries/${id}`]);
    expect(delivery).toMatchObject({ id, status: 'pending', attempts: [{ number: 1, status: 500 }] });
    expect(isNow(delivery?.next_attempt_at)).toBe(true);
    expect((await client.GET('/webhooks/{webhook_id}/deliveries/{delivery_id}', of(webhook, id))).data).toEqual(delivery);
    expect(await audited()).toEqual([['webhook.redelivered', webhook, { delivery_id: id }]]);
  });

  it('takes all that failed since a moment', async () => {
    const { client, webhook, failed, audited } = await setUp();
    const since = '2026-03-06T12:00:00.000Z';
    const [old, one, two] = [await failed({ created_at: '2026-03-06T11:59:59.999Z' }), await failed({ created_at: since }), await failed({ created_at: '2026-03-07T00:00:00.000Z' })];
    const fine = await failed({ status: 'succeeded' });

    const { data, response } = await client.POST('/webhooks/{webhook_id}/recover', { ...at(webhook), body: { since } });

    expect([response.status, data]).toEqual([202, { webhook_id: webhook, count: 2 }]);
    const statuses = Object.fromEntries((await client.GET('/webhooks/{webhook_id}/deliveries', at(webhook))).data?.data.map(({ id, status }) => [id, status]) ?? []);
    expect(statuses).toEqual({ [old]: 'failed', [one]: 'pending', [two]: 'pending', [fine]: 'succeeded' });
    expect((await client.POST('/webhooks/{webhook_id}/recover', { ...at(webhook), body: { since } })).data?.count).toBe(0);
    expect(await audited()).toEqual([['webhook.recovered', webhook, { since, count: 0 }], ['webhook.recovered', webhook, { since, count: 2 }]]);
  });
});

it('nothing is sent to a webhook that is disabled', async () => {
  const { account, client, webhook, failed, audited } = await setUp({ status: 'disabled' });
  const id = await failed();
  const before = (await client.GET('/webhooks/{webhook_id}/deliveries', at(webhook))).data;

  const answers = [
    await client.POST('/webhooks/{webhook_id}/test', at(webhook)),
    await client.POST('/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver', of(webhook, id)),
    await client.POST('/webhooks/{webhook_id}/recover', { ...at(webhook), body: { since: '2026-01-01T00:00:00.000Z' } }),
  ];

  expect(answers.map(({ response, error }) => [response.status, error?.error.code])).toEqual(answers.map(() => [409, 'webhook_disabled']));
  expect((await client.GET('/webhooks/{webhook_id}/deliveries', at(webhook))).data).toEqual(before);
  expect(await database().db.selectFrom('events').select('id').where('account_id', '=', account.accountId).where('is_test', '=', true).execute()).toEqual([]);
  expect(await audited()).toEqual([]);
});
