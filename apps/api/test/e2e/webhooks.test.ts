import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const URL = 'https://hooks.example.com/plumbline';
const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;
const at = (webhook_id = '') => ({ params: { path: { webhook_id } } });

/** A client with the live key of an account of its own. */
async function setUp() {
  const account = await newAccount(database().db);
  const client = api.client(account.liveKey);
  const make = async (body: { events?: ['key.created']; status?: 'disabled' } = {}) => {
    const { data } = await client.POST('/webhooks', { body: { url: URL, ...body } });
    const { secret: _secret, ...webhook } = data ?? { secret: '', id: '' };
    return { webhook, id: webhook.id };
  };
  const audited = async () => (await client.GET('/audit', { params: { query: { order: 'asc' } } })).data?.data.map(({ action, target_id, changes }) => [action, target_id, changes]);
  return { account, client, make, audited };
}

describe('a webhook', () => {
  it('is made with a URL alone, has all events then, and shows its secret once', async () => {
    const { client } = await setUp();

    const made = await client.POST('/webhooks', { body: { url: URL } });

    expect(made.response.status).toBe(201);
    expect(made.response.headers.get('location')).toBe(`/v1/webhooks/${made.data?.id}`);
    const { secret, ...shown } = made.data ?? { secret: '', id: '' };
    expect(secret).toMatch(SECRET);
    expect(shown).toEqual({
      id: expect.stringMatching(/^whk_[0-9A-Za-z]{22}$/),
      url: URL,
      description: null,
      events: ['*'],
      status: 'enabled',
      disabled_reason: null,
      previous_secret_expires_at: null,
      created_at: expect.any(String),
      updated_at: made.data?.created_at,
    });
    expect((await client.GET('/webhooks/{webhook_id}', at(shown.id))).data).toEqual(shown);
    expect((await client.GET('/webhooks')).data?.data).toEqual([shown]);
  });

  it('is changed in part', async () => {
    const { client, make } = await setUp();
    const { webhook, id } = await make({ events: ['key.created'] });

    const changed = (await client.PATCH('/webhooks/{webhook_id}', { ...at(id), body: { description: 'Tells the billing service.' } })).data;
    const again = (await client.PATCH('/webhooks/{webhook_id}', { ...at(id), body: { url: `${URL}/2`, events: ['*', 'user.deleted'] } })).data;

    expect(changed).toEqual({ ...webhook, description: 'Tells the billing service.', updated_at: changed?.updated_at });
    expect(again).toEqual({ ...changed, url: `${URL}/2`, events: ['*', 'user.deleted'], updated_at: again?.updated_at });
    expect((await client.GET('/webhooks/{webhook_id}', at(id))).data).toEqual(again);
  });

  it('is deleted once', async () => {
    const { client, make } = await setUp();
    const { id } = await make();

    expect((await client.DELETE('/webhooks/{webhook_id}', at(id))).response.status).toBe(204);
    expect((await client.DELETE('/webhooks/{webhook_id}', at(id))).error?.error.code).toBe('webhook_not_found');
    expect((await client.GET('/webhooks')).data?.data).toEqual([]);
  });

  it('is only changed and deleted as it was seen, when If-Match says so', async () => {
    const { account, make } = await setUp();
    const { id } = await make();
    const [path, key] = [`/v1/webhooks/${id}`, account.liveKey];
    const seen = (await api.send('GET', path, { key })).headers.etag ?? '';
    const changed = await api.send('PATCH', path, { key, json: { description: 'new' }, headers: { 'if-match': seen } });

    const stale = [
      await api.send('PATCH', path, { key, json: { description: 'newer' }, headers: { 'if-match': seen } }),
      await api.send('DELETE', path, { key, headers: { 'if-match': seen } }),
    ];

    expect([changed.status, ...stale.map(({ status }) => status)]).toEqual([200, 412, 412]);
    expect((await api.send('GET', path, { key })).json['description']).toBe('new');
  });

  it('is nowhere to be seen from the other environment and from another account', async () => {
    const { account, make } = await setUp();
    const { webhook, id } = await make();
    const requests = [
      ['GET', '', undefined],
      ['PATCH', '', { status: 'disabled' }],
      ['DELETE', '', undefined],
      ['POST', '/rotate-secret', undefined],
      ['POST', '/test', undefined],
      ['POST', '/recover', { since: '2026-01-01T00:00:00Z' }],
      ['GET', '/deliveries', undefined],
      ['GET', '/deliveries/dlv_0', undefined],
      ['POST', '/deliveries/dlv_0/redeliver', undefined],
    ] as const;

    for (const key of [account.sandboxKey, (await newAccount(database().db)).liveKey]) {
      for (const [method, path, json] of requests) {
        const answer = await api.send(method, `/v1/webhooks/${id}${path}`, { key, json });
        expect([method, path, answer.status, answer.json.error.code]).toEqual([method, path, 404, 'webhook_not_found']);
      }
    }
    expect((await api.send('GET', `/v1/webhooks/${id}`, { key: account.liveKey })).json).toEqual(webhook);
  });

  it('leaves behind who did what to it', async () => {
    const { client, make, audited } = await setUp();
    const { id } = await make();

    await client.PATCH('/webhooks/{webhook_id}', { ...at(id), body: { description: 'new', status: 'disabled' } });
    await client.POST('/webhooks/{webhook_id}/rotate-secret', { ...at(id), body: { overlap_seconds: 60 } });
    await client.DELETE('/webhooks/{webhook_id}', at(id));

    expect(await audited()).toEqual([
      ['webhook.created', id, { url: URL, description: null, events: ['*'], status: 'enabled' }],
      ['webhook.updated', id, { description: 'new', status: 'disabled' }],
      ['webhook.rotated', id, { overlap_seconds: 60 }],
      ['webhook.deleted', id, null],
    ]);
  });
});

describe('the URL of a webhook', () => {
  it.each([
    ['http://hooks.example.com/', 'It has to begin with https://.'],
    ['https://hooks.example.com:8443/', 'Port 8443 is not allowed; 443, 80 are.'],
    ['https://user:password@hooks.example.com/', 'There must be no user name and no password in it.'],
    ['https://localhost/', 'It leads to this machine itself.'],
    ['http://127.0.0.1:3000/', 'It leads to this machine itself.'],
    ['https://10.0.0.1/', 'The address 10.0.0.1 is not public (private).'],
    ['https://169.254.169.254/latest/meta-data', 'The address 169.254.169.254 is not public (link-local).'],
    ['https://0x7f000001/', 'The address 127.0.0.1 is not public (loopback).'],
    ['https://[::ffff:10.0.0.1]/', 'The address ::ffff:a00:1 is not public'],
  ])('must not be %s, whether it is made or changed', async (url, message) => {
    const { account, make, client, audited } = await setUp();
    const { webhook, id } = await make();
    const key = account.liveKey;

    const answers = [await api.send('POST', '/v1/webhooks', { key, json: { url } }), await api.send('PATCH', `/v1/webhooks/${id}`, { key, json: { url } })];

    for (const { status, json } of answers) {
      expect([status, json.error.code]).toEqual([422, 'validation_failed']);
      expect(json.error.details).toEqual([{ in: 'body', pointer: '/url', code: 'url_not_allowed', message: expect.stringContaining(message) }]);
      expect(json.error.details?.[0]?.message).toContain('Allowed is https:// to a public host');
    }
    expect((await client.GET('/webhooks')).data?.data).toEqual([webhook]);
    expect(await audited()).toHaveLength(1);
  });

  it('may be this machine, and on another port, where the operator allows it', async () => {
    const { account } = await setUp();
    await using open = await startApi(database(), { outboundPolicy: { allowLoopback: true, extraPorts: [8443] } });
    const statusOf = async (url: string) => (await open.send('POST', '/v1/webhooks', { key: account.liveKey, json: { url } })).status;

    expect([await statusOf('http://127.0.0.1:3001/'), await statusOf('https://hooks.example.com:8443/')]).toEqual([201, 201]);
    expect([await statusOf('http://10.0.0.1/'), await statusOf('https://hooks.example.com:8444/')]).toEqual([422, 422]);
  });
});

describe('the status of a webhook', () => {
  it('says why it is disabled, and nothing once it is enabled', async () => {
    const { client, make } = await setUp();
    const [{ id }, { webhook: silent }] = [await make(), await make({ status: 'disabled' })];
    const set = async (status: 'enabled' | 'disabled') => (await client.PATCH('/webhooks/{webhook_id}', { ...at(id), body: { status } })).data;

    expect(silent).toMatchObject({ status: 'disabled', disabled_reason: 'requested' });
    expect(await set('disabled')).toMatchObject({ status: 'disabled', disabled_reason: 'requested' });
    expect((await client.GET('/webhooks', { params: { query: { status: 'disabled' } } })).data?.data.map((webhook) => webhook.id).toSorted()).toEqual([id, silent.id].toSorted());
    expect(await set('enabled')).toMatchObject({ status: 'enabled', disabled_reason: null });
  });

  it.each(['gone', 'failing'] as const)('is enabled again after it was %s, and has not failed yet', async (disabled_reason) => {
    const { client, make } = await setUp();
    const { id } = await make();
    const row = database().db.updateTable('webhooks').set({ status: 'disabled', disabled_reason, first_failed_at: new Date() }).where('id', '=', id);
    await row.execute();
    expect((await client.GET('/webhooks/{webhook_id}', at(id))).data).toMatchObject({ status: 'disabled', disabled_reason });

    const enabled = (await client.PATCH('/webhooks/{webhook_id}', { ...at(id), body: { status: 'enabled' } })).data;

    expect(enabled).toMatchObject({ status: 'enabled', disabled_reason: null });
    expect(await database().db.selectFrom('webhooks').select('first_failed_at').where('id', '=', id).execute()).toEqual([{ first_failed_at: null }]);
  });
});
