import { describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { newWebhook } from './harness/background-rows.ts';

const database = testDatabase();

/** A server, an account of its own, and a client with its live key. */
async function setUp() {
  const api = await startApi(database());
  const account = await newAccount(database().db);
  return { api, account, client: api.client(account.liveKey), [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'secure_password' };

describe('projects', () => {
  it('are made with defaults, found, listed, changed, replaced and deleted', async () => {
    await using test = await setUp();
    const { client } = test;

    const created = await client.POST('/projects', { body: { name: 'edge-ingest' } });
    expect(created.data).toMatchObject({ name: 'edge-ingest', description: null, region: 'us-east', status: 'active' });
    const project_id = created.data?.id ?? '';
    expect(created.response.headers.get('location')).toBe(`/v1/projects/${project_id}`);
    const at = { params: { path: { project_id } } };

    expect((await client.GET('/projects/{project_id}', at)).data).toEqual(created.data);
    expect((await client.GET('/projects')).data?.data).toEqual([created.data]);

    const changed = await client.PATCH('/projects/{project_id}', { ...at, body: { description: 'Edge.', region: 'eu-central', status: 'archived' } });
    expect(changed.data).toMatchObject({ name: 'edge-ingest', description: 'Edge.', region: 'eu-central', status: 'archived' });

    const replaced = await client.PUT('/projects/{project_id}', { ...at, body: { name: 'gateway' } });
    expect(replaced.data).toMatchObject({ name: 'gateway', description: null, region: 'us-east', status: 'active' });
    expect(replaced.data?.created_at).toBe(created.data?.created_at);

    expect((await client.DELETE('/projects/{project_id}', at)).response.status).toBe(204);
    expect((await client.GET('/projects/{project_id}', at)).error?.error.code).toBe('project_not_found');
    expect((await client.GET('/projects')).data?.data).toEqual([]);
  });

  it('are listed page by page and by status, and a page past the end is empty', async () => {
    await using test = await setUp();
    const { client } = test;
    for (const name of ['a', 'b', 'c', 'd', 'e']) await client.POST('/projects', { body: { name } });
    const all = (await client.GET('/projects')).data?.data ?? [];
    await client.PATCH('/projects/{project_id}', { params: { path: { project_id: all[1]?.id ?? '' } }, body: { status: 'archived' } });

    const second = await client.GET('/projects', { params: { query: { page: 2, per_page: 2 } } });
    const beyond = await client.GET('/projects', { params: { query: { page: 9, per_page: 2 } } });
    const archived = await client.GET('/projects', { params: { query: { status: 'archived' } } });

    expect(second.data?.data.map(({ name }) => name)).toEqual(['c', 'd']);
    expect(second.data?.meta).toEqual({ page: 2, per_page: 2, total_items: 5, total_pages: 3, has_next: true, has_previous: true });
    expect(beyond.data).toEqual({ data: [], meta: { page: 9, per_page: 2, total_items: 5, total_pages: 3, has_next: false, has_previous: true } });
    expect(archived.data?.data.map(({ name }) => name)).toEqual(['b']);
  });
});

describe('users', () => {
  it('are made without showing the password, found, listed, changed and deleted', async () => {
    await using test = await setUp();
    const { client, account } = test;

    const created = await client.POST('/users', { body: ADA });
    expect(Object.keys(created.data ?? {}).toSorted()).toEqual(['created_at', 'email', 'id', 'name', 'updated_at']);
    const user_id = created.data?.id ?? '';
    expect(created.response.headers.get('location')).toBe(`/v1/users/${user_id}`);
    const at = { params: { path: { user_id } } };

    expect((await client.GET('/users/{user_id}', at)).data).toEqual(created.data);
    expect((await client.GET('/users')).data?.meta.total_items).toBe(2);
    const changed = await client.PATCH('/users/{user_id}', { ...at, body: { name: 'Ada King', password: 'another_password' } });
    expect(changed.data).toMatchObject({ name: 'Ada King', email: ADA.email });

    const row = await database().db.selectFrom('users').select('password_hash').where('account_id', '=', account.accountId).where('id', '=', user_id).executeTakeFirstOrThrow();
    expect(row.password_hash).toMatch(/^\$argon2id\$/);
    expect((await client.DELETE('/users/{user_id}', at)).response.status).toBe(204);
    expect((await client.GET('/users/{user_id}', at)).error?.error.code).toBe('user_not_found');
  });

  it('have addresses that no other user of the account has, in whatever case', async () => {
    await using test = await setUp();
    const { client } = test;
    await client.POST('/users', { body: ADA });
    const grace = await client.POST('/users', { body: { ...ADA, email: 'grace@example.com' } });

    const same = await client.POST('/users', { body: { ...ADA, email: 'ADA@example.com' } });
    const moved = await client.PATCH('/users/{user_id}', { params: { path: { user_id: grace.data?.id ?? '' } }, body: { email: ADA.email } });

    expect([same.response.status, same.error?.error.code]).toEqual([409, 'email_taken']);
    expect([moved.response.status, moved.error?.error.details?.[0]?.pointer]).toEqual([409, '/email']);
    expect((await client.GET('/users/{user_id}', { params: { path: { user_id: grace.data?.id ?? '' } } })).data?.email).toBe('grace@example.com');
  });

  it('are known by the key that they made, until they are deleted', async () => {
    await using test = await setUp();
    const { api, account } = test;
    const user = await createStore(database().db).users.insert(account.live, { name: 'Maker', email: 'maker@example.com', password_hash: 'none' });
    if (user === 'email_taken') throw new Error('The account is new.');
    const { key } = await account.key({ userId: user.id });
    const client = api.client(key);

    expect((await client.GET('/user')).data?.id).toBe(user.id);
    await client.DELETE('/users/{user_id}', { params: { path: { user_id: user.id } } });
    const gone = await client.GET('/user');

    expect([gone.response.status, gone.error?.error.code]).toEqual([404, 'user_not_found']);
  });
});

describe('two accounts, and the two environments of one', () => {
  it('cannot see or change what is not theirs: a foreign id is 404 like an unknown one', async () => {
    await using test = await setUp();
    const { api, account, client } = test;
    const other = await newAccount(database().db);
    const project = (await client.POST('/projects', { body: { name: 'mine' } })).data;
    const user = (await client.POST('/users', { body: ADA })).data;
    const strangers = { 'another account': other.liveKey, 'the sandbox': account.sandboxKey };
    const requests = [
      ['GET', `/v1/projects/${project?.id}`, undefined],
      ['PUT', `/v1/projects/${project?.id}`, { name: 'taken' }],
      ['PATCH', `/v1/projects/${project?.id}`, { name: 'taken' }],
      ['DELETE', `/v1/projects/${project?.id}`, undefined],
      ['GET', `/v1/users/${user?.id}`, undefined],
      ['PATCH', `/v1/users/${user?.id}`, { name: 'taken' }],
      ['DELETE', `/v1/users/${user?.id}`, undefined],
    ] as const;

    for (const [who, key] of Object.entries(strangers)) {
      for (const [method, path, json] of requests) {
        const answer = await api.send(method, path, { key, ...(json && { json }) });
        const unknown = await api.send(method, path.replace(/_\w+$/, '_doesNotExist'), { key, ...(json && { json }) });
        expect([who, method, path, answer.status]).toEqual([who, method, path, 404]);
        expect({ ...answer.json.error, request_id: '' }).toEqual({ ...unknown.json.error, request_id: '' });
      }
      expect((await api.client(key).GET('/projects')).data?.data).not.toContainEqual(project);
    }

    expect((await client.GET('/projects')).data?.data).toEqual([project]);
    expect((await client.GET('/users')).data?.data).toContainEqual(user);
  });

  it('may have users with the same address', async () => {
    await using test = await setUp();
    const { api, account, client } = test;
    const other = await newAccount(database().db);

    const statuses = [];
    for (const one of [client, api.client(account.sandboxKey), api.client(other.liveKey)]) {
      statuses.push((await one.POST('/users', { body: ADA })).response.status);
    }

    expect(statuses).toEqual([201, 201, 201]);
  });
});

it('a sandbox key has no rate-limit headers, a live key has all of them', async () => {
  await using test = await setUp();
  const { api, account } = test;
  const names = ['ratelimit', 'ratelimit-policy', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

  const live = await api.send('GET', '/v1/projects', { key: account.liveKey });
  const sandbox = await api.send('GET', '/v1/projects', { key: account.sandboxKey });

  expect(names.filter((name) => name in live.headers)).toEqual(names);
  expect(names.filter((name) => name in sandbox.headers)).toEqual([]);
});

it('of two ids, the one that cannot be stored is what is not found', async () => {
  await using test = await setUp();
  const { api, account } = test;
  const webhook = await newWebhook(database().db, account.live);
  for (const [path, code] of [[`${webhook}/deliveries/%00`, 'delivery_not_found'], ['%00/deliveries/%00', 'webhook_not_found']] as const) {
    const answer = await api.send('GET', `/v1/webhooks/${path}`, { key: account.liveKey });
    expect([path, answer.status, answer.json.error.code]).toEqual([path, 404, code]);
  }
});

it('an id that cannot be stored is not found, like an unknown one', async () => {
  await using test = await setUp();
  const { api, account } = test;
  for (const id of ['%00', 'a%00b', '%F0%9F%92%A9', '..%2F..%2Fetc', "'; drop table users; --".replaceAll(' ', '%20'), 'x'.repeat(4000)]) {
    for (const method of ['GET', 'DELETE', 'PATCH', 'PUT']) {
      const sent = method === 'PATCH' || method === 'PUT' ? { json: { name: 'x' } } : {};
      const answer = await api.send(method, `/v1/projects/${id}`, { key: account.liveKey, ...sent });
      expect([id, method, answer.status, answer.json.error.code]).toEqual([id, method, 404, 'project_not_found']);
    }
  }
  expect(api.breaches).toEqual([]);
});
