import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../../src/store/store.ts';
import { testDatabase } from '../../database.ts';
import { newAccount } from '../harness/account.ts';
import { answerOfEachStatus } from '../harness/answer-of-each-status.ts';
import { startApi, type ApiServer } from '../harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** The headers of the documented requests. */
const JSON_TYPE = { 'content-type': 'application/json' };
/** The bodies as they are printed. */
const CREATE = `{
    "name": "my-resource",
    "type": "processor",
    "config": {
      "timeout": 30
    }
  }`;
const UPDATE = `{
    "name": "updated-resource"
  }`;

const liveKey = async () => (await newAccount(database().db)).liveKey;
const create = (key: string, body = CREATE) => api.send('POST', '/v1/resources', { key, headers: JSON_TYPE, body });
const names = (json: Record<string, unknown>) => (json['data'] as { name: string }[]).map(({ name }) => name);

it('YC-1: the contract names production, staging and sandbox', () => {
  expect(contract.document.servers.map(({ description }) => description.split(/[.,]/)[0])).toEqual(expect.arrayContaining(['Production', 'Staging', 'Sandbox']));
});

it('YC-4: every status of the table is seen, and a 204 has no body', async () => {
  const answers = await answerOfEachStatus(database());

  expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 429, 500, 503]));
  expect([answers.get(204)?.text, answers.get(204)?.headers['content-type']]).toEqual(['', undefined]);
  expect(answers.get(429)?.headers['retry-after']).toBe('3600');
});

it('YC-6: the documented page of 250 resources has the documented meta; 20 are on a page by default and 100 at most', async () => {
  const account = await newAccount(database().db);
  const key = account.liveKey;
  const first = await create(key);
  const template = { account_id: account.accountId, environment: 'live', project_id: String(first.json['project_id']), type: 'processor', status: 'active', config: { timeout: 30, url: null } } as const;
  const rows = Array.from({ length: 249 }, (_none, index) => ({ ...template, id: `res_${index}`, name: `r${index}`}));
  await database().db.insertInto('resources').values(rows).execute();

  const page = await api.send('GET', '/v1/resources?page=2&per_page=50', { key });
  const byDefault = await api.send('GET', '/v1/resources', { key });

  expect(page.json['meta']).toEqual({ page: 2, per_page: 50, total_items: 250, total_pages: 5, has_next: true, has_previous: true });
  expect(names(page.json)).toHaveLength(50);
  expect([byDefault.json['meta'], names(byDefault.json).length]).toMatchObject([{ page: 1, per_page: 20 }, 20]);
  expect((await api.send('GET', '/v1/resources?per_page=100', { key })).status).toBe(200);
  expect((await api.send('GET', '/v1/resources?per_page=101', { key })).status).toBe(400);
});

it('YC-7: the documented filters and orders work alone and together with paging', async () => {
  const key = await liveKey();
  for (const name of ['b', 'c', 'a']) await create(key, JSON.stringify({ name, type: 'processor' }));
  await create(key, JSON.stringify({ name: 'idle', type: 'processor', status: 'inactive' }));
  await create(key, JSON.stringify({ name: 'files', type: 'storage' }));
  const shown = async (query: string) => names((await api.send('GET', `/v1/resources?${query}`, { key })).json);

  expect(await shown('status=active&type=processor')).toEqual(['b', 'c', 'a']);
  expect(await shown('sort=created_at&order=desc')).toEqual(['files', 'idle', 'a', 'c', 'b']);
  expect(await shown('status=active&sort=name&order=asc&page=1&per_page=25')).toEqual(['a', 'b', 'c', 'files']);
});

it('YC-10: a resource is made, listed, updated by its name alone and deleted by the requests as they are printed', async () => {
  const key = await liveKey();

  const created = await create(key);
  const path = `/v1/resources/${String(created.json['id'])}`;
  const listed = await api.send('GET', '/v1/resources?status=active', { key });
  const updated = await api.send('PUT', path, { key, headers: JSON_TYPE, body: UPDATE });
  const deleted = await api.send('DELETE', path, { key });

  expect([created.status, listed.status, updated.status, deleted.status]).toEqual([201, 200, 200, 204]);
  expect(created.json).toMatchObject({ id: expect.any(String), name: 'my-resource', type: 'processor', config: { timeout: 30 } });
  expect(listed.json['data']).toEqual([created.json]);
  expect(updated.json).toMatchObject({ id: created.json['id'], name: 'updated-resource', type: 'processor', config: { timeout: 30 } });
  expect((await api.send('GET', path, { key })).status).toBe(404);
});

it('YC-11: projects and users are managed beside the resources', async () => {
  const key = await liveKey();
  for (const [path, json] of [['/v1/projects', { name: 'example' }], ['/v1/users', { name: 'example', email: 'a@example.com', password: 'secure_password' }]] as const) {
    const made = await api.send('POST', path, { key, json });
    const own = `${path}/${String(made.json['id'])}`;

    expect((await api.send('GET', path, { key })).json['data']).toContainEqual(made.json);
    expect((await api.send('PATCH', own, { key, json: { name: 'other' } })).json).toMatchObject({ id: made.json['id'], name: 'other' });
    expect([(await api.send('DELETE', own, { key })).status, (await api.send('GET', own, { key })).status]).toEqual([204, 404]);
  }
});

it('YC-13: keys and settings are managed through the API', async () => {
  const key = await liveKey();

  const made = await api.send('POST', '/v1/keys', { key, json: { name: 'from the API' } });
  const settings = await api.send('PATCH', '/v1/settings', { key: String(made.json['secret']), json: { log_retention_days: 90 } });
  const revoked = await api.send('DELETE', `/v1/keys/${String(made.json['id'])}`, { key });

  expect([made.status, settings.status, revoked.status]).toEqual([201, 200, 204]);
  expect((await api.send('GET', '/v1/settings', { key })).json).toMatchObject({ log_retention_days: 90 });
  expect((await api.send('GET', '/v1/settings', { key: String(made.json['secret']) })).status).toBe(401);
});

it('YC-14: the documented URLs of both versions are served', async () => {
  const key = await liveKey();
  const created = await create(key);

  for (const path of ['/v1/resources', '/v2/resources']) expect((await api.send('GET', path, { key })).json['data']).toEqual([created.json]);
});

it('YC-15: the sandbox has no limits, and its test data can be put back', async () => {
  const { sandboxKey: key } = await newAccount(database().db);
  const before = await api.send('GET', '/v1/resources', { key });
  await create(key);

  const reset = await api.send('POST', '/v1/sandbox/reset', { key });

  expect((await api.send('GET', '/v1/resources', { key })).text).toBe(before.text);
  expect(Object.keys(reset.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
});

it('YC-16: the status and the incident reports are there for everybody', async () => {
  const { id } = await createStore(database().db).incidents.post({ title: 'Slow answers', impact: 'minor', components: ['api'], message: 'We look into it.', at: new Date() });

  const answer = await api.send('GET', '/v1/status');

  expect(answer.json).toMatchObject({ status: 'degraded', incidents: [{ id, title: 'Slow answers' }] });
});

it('YC-18: the documented GET, which names a type and has no body, is an ordinary request', async () => {
  const key = await liveKey();

  const answer = await api.send('GET', '/v1/resources', { key, headers: { ...JSON_TYPE, accept: 'application/json' } });

  expect([answer.status, answer.json['data']]).toEqual([200, []]);
});
