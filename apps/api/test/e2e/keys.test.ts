import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** A client with the live key of an account of its own. */
async function setUp() {
  const account = await newAccount(database().db);
  return { account, client: api.client(account.liveKey) };
}

const at = (key_id = '') => ({ params: { path: { key_id } } });
const works = async (key = '') => (await api.send('GET', '/v1/keys', { key })).status;
const HOUR = 60 * 60 * 1000;

describe('a key', () => {
  it('is made for a project, shows its secret once, and works (CP-7)', async () => {
    const { client } = await setUp();
    const project = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data;
    await client.POST('/projects', { body: { name: 'other' } });

    const made = await client.POST('/keys', { body: { name: 'worker', project_id: project?.id ?? '', scopes: ['projects:read', 'keys:read'] } });

    expect(made.response.status).toBe(201);
    expect(made.response.headers.get('location')).toBe(`/v1/keys/${made.data?.id}`);
    const { secret, ...shown } = made.data ?? { secret: '' };
    expect(shown).toMatchObject({ name: 'worker', project_id: project?.id, environment: 'live', scopes: ['projects:read', 'keys:read'], last_used_at: null });
    expect((await client.GET('/keys/{key_id}', at(made.data?.id))).data).toEqual(shown);
    const own = api.client(secret);
    expect((await own.GET('/projects')).data?.data).toEqual([project]);
    expect((await own.GET('/settings')).error?.error.code).toBe('insufficient_scope');
  });

  it.each([
    ['live', 'liveKey', /^sk_live_[0-9A-Za-z]{12}$/],
    ['sandbox', 'sandboxKey', /^sk_test_[0-9A-Za-z]{12}$/],
  ] as const)('of %s is of the environment of its maker, and known by how it begins', async (environment, which, prefix) => {
    const account = await newAccount(database().db);

    const made = (await api.client(account[which]).POST('/keys', { body: { name: 'worker' } })).data;

    expect(made).toMatchObject({ environment, prefix: expect.stringMatching(prefix) });
    expect(made?.secret.startsWith(made.prefix)).toBe(true);
  });

  it('has what its maker has where the body says nothing', async () => {
    const { account, client } = await setUp();
    const project_id = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data?.id ?? '';
    const maker = (await client.GET('/user')).data;
    const expiresAt = new Date(Date.now() + HOUR);
    const grant = { scopes: ['keys:read', 'keys:write'], allowedAddresses: ['127.0.0.0/8', '2001:db8::/32'] };
    const weak = await account.key({ ...grant, userId: maker?.id ?? null, projectId: project_id, expiresAt });

    const ofWhole = (await client.POST('/keys', { body: { name: 'whole' } })).data;
    const ofWeak = (await api.client(weak.key).POST('/keys', { body: { name: 'weak' } })).data;

    expect(ofWhole).toMatchObject({ project_id: null, allowed_addresses: [], expires_at: null, user_id: maker?.id });
    expect(ofWhole?.scopes).toContain('settings:write');
    expect(ofWeak).toMatchObject({ project_id, scopes: grant.scopes, allowed_addresses: grant.allowedAddresses, expires_at: expiresAt.toISOString(), user_id: maker?.id });
  });

  it('is changed in part', async () => {
    const { client } = await setUp();
    const { secret, ...made } = (await client.POST('/keys', { body: { name: 'worker', scopes: ['keys:read', 'keys:write'] } })).data ?? { secret: '', id: '' };
    const expires_at = new Date(Date.now() + HOUR).toISOString();

    const renamed = await client.PATCH('/keys/{key_id}', { ...at(made.id), body: { name: 'night worker' } });
    const narrowed = await client.PATCH('/keys/{key_id}', { ...at(made.id), body: { scopes: ['keys:read'], expires_at } });
    const forever = await client.PATCH('/keys/{key_id}', { ...at(made.id), body: { expires_at: null } });

    const changing = { last_used_at: null, updated_at: expect.any(String) };
    expect(renamed.data).toEqual({ ...made, ...changing, name: 'night worker' });
    expect(narrowed.data).toEqual({ ...made, ...changing, name: 'night worker', scopes: ['keys:read'], expires_at });
    expect(forever.data).toEqual({ ...made, ...changing, name: 'night worker', scopes: ['keys:read'] });
    expect((await api.client(secret).POST('/keys', { body: { name: 'x' } })).error?.error.code).toBe('insufficient_scope');
  });

  it('shows its networks as they are kept, each once, and works from there only', async () => {
    const { client } = await setUp();
    const allowed_addresses = ['127.0.0.1', '2001:DB8:0:0::/32', '127.0.0.1/32', '::1'];

    const made = (await client.POST('/keys', { body: { name: 'worker', allowed_addresses } })).data;
    expect(made?.allowed_addresses).toEqual(['127.0.0.1/32', '2001:db8::/32', '::1/128']);
    expect(await works(made?.secret)).toBe(200);

    await client.PATCH('/keys/{key_id}', { ...at(made?.id), body: { allowed_addresses: ['192.0.2.0/24'] } });
    const refused = await api.send('GET', '/v1/keys', { key: made?.secret });
    expect([refused.status, refused.json.error.code]).toEqual([403, 'address_not_allowed']);
    expect(refused.json.error.message).toContain('127.0.0.1');
  });

  it('ends when it expires, and is still shown', async () => {
    const { client } = await setUp();
    const made = (await client.POST('/keys', { body: { name: 'worker', expires_at: new Date(Date.now() + HOUR).toISOString() } })).data;
    expect(await works(made?.secret)).toBe(200);

    await database().db.updateTable('api_keys').set({ expires_at: new Date(Date.now() - 1) }).where('id', '=', made?.id ?? '').execute();

    expect(await works(made?.secret)).toBe(401);
    expect((await client.GET('/keys/{key_id}', at(made?.id))).data?.name).toBe('worker');
  });

  it('that is revoked works nowhere and is nowhere to be seen', async () => {
    const { client } = await setUp();
    await using other = await startApi(database());
    const made = (await client.POST('/keys', { body: { name: 'worker' } })).data;
    expect((await other.send('GET', '/v1/keys', { key: made?.secret })).status).toBe(200);

    expect((await client.DELETE('/keys/{key_id}', at(made?.id))).response.status).toBe(204);

    expect([await works(made?.secret), (await other.send('GET', '/v1/keys', { key: made?.secret })).status]).toEqual([401, 401]);
    expect((await client.GET('/keys')).data?.data.map(({ id }) => id)).not.toContain(made?.id);
    const again = [
      await client.GET('/keys/{key_id}', at(made?.id)),
      await client.PATCH('/keys/{key_id}', { ...at(made?.id), body: { name: 'x' } }),
      await client.POST('/keys/{key_id}/rotate', at(made?.id)),
      await client.DELETE('/keys/{key_id}', at(made?.id)),
    ];
    expect(again.map(({ response, error }) => [response.status, error?.error.code])).toEqual(again.map(() => [404, 'key_not_found']));
  });

  it('may revoke itself', async () => {
    const { account, client } = await setUp();
    const [own] = (await client.GET('/keys')).data?.data ?? [];

    expect((await client.DELETE('/keys/{key_id}', at(own?.id))).response.status).toBe(204);
    expect(await works(account.liveKey)).toBe(401);
  });

  it('ends with its project', async () => {
    const { client } = await setUp();
    const project_id = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data?.id ?? '';
    const made = (await client.POST('/keys', { body: { name: 'worker', project_id } })).data;

    await client.DELETE('/projects/{project_id}', { params: { path: { project_id } } });

    expect(await works(made?.secret)).toBe(401);
    expect((await client.GET('/keys/{key_id}', at(made?.id))).response.status).toBe(404);
  });
});

describe('rotating a key (CP-4)', () => {
  it('ends the old secret at once, and changes nothing else', async () => {
    const { client } = await setUp();
    const { secret, ...made } = (await client.POST('/keys', { body: { name: 'worker', scopes: ['keys:read'] } })).data ?? { secret: '', id: '' };

    const rotated = (await client.POST('/keys/{key_id}/rotate', at(made.id))).data;

    expect(rotated?.secret).not.toBe(secret);
    expect({ ...rotated, secret: '' }).toEqual({ ...made, secret: '', prefix: rotated?.secret.slice(0, 20), updated_at: expect.any(String) });
    expect([await works(secret), await works(rotated?.secret)]).toEqual([401, 200]);
  });

  it('lets the old secret work beside the new one for as long as was asked', async () => {
    const { client } = await setUp();
    const made = (await client.POST('/keys', { body: { name: 'worker' } })).data;
    const before = Date.now();

    const rotated = (await client.POST('/keys/{key_id}/rotate', { ...at(made?.id), body: { overlap_seconds: 3600 } })).data;

    expect([await works(made?.secret), await works(rotated?.secret)]).toEqual([200, 200]);
    const ofKey = database().db.selectFrom('key_secrets').select('expires_at').where('key_id', '=', made?.id ?? '').orderBy('expires_at');
    const [old, ...others] = (await ofKey.execute()).map(({ expires_at }) => expires_at);
    expect(others).toEqual([null]);
    expect(old?.getTime()).toBeGreaterThanOrEqual(before + HOUR);
    expect(old?.getTime()).toBeLessThanOrEqual(Date.now() + HOUR);

    await database().db.updateTable('key_secrets').set({ expires_at: new Date(Date.now() - 1) }).where('key_id', '=', made?.id ?? '').where('expires_at', 'is not', null).execute();
    expect([await works(made?.secret), await works(rotated?.secret)]).toEqual([401, 200]);
  });
});

describe('the list of keys', () => {
  it('shows those of a project, in the order asked for', async () => {
    const { client } = await setUp();
    const project_id = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data?.id ?? '';
    for (const name of ['b', 'a', 'B']) await client.POST('/keys', { body: { name, project_id } });
    await client.POST('/keys', { body: { name: 'of the account' } });
    const names = async (query: { project_id?: string; sort?: 'name'; order?: 'desc' }) =>
      (await client.GET('/keys', { params: { query } })).data?.data.map(({ name }) => name);

    expect(await names({})).toEqual(['First key', 'b', 'a', 'B', 'of the account']);
    expect(await names({ project_id })).toEqual(['b', 'a', 'B']);
    expect(await names({ project_id, sort: 'name', order: 'desc' })).toEqual(['b', 'a', 'B']);
    expect(await names({ project_id, sort: 'name' })).toEqual(['B', 'a', 'b']);
    expect(await names({ project_id: 'prj_unknown' })).toEqual([]);
  });
});

it('no secret is in any other answer, in the log, or in the database', async () => {
  const { account, client } = await setUp();
  const user = (await client.GET('/user')).data;
  const project_id = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data?.id ?? '';
  const made = (await client.POST('/keys', { body: { name: 'worker', project_id } })).data;
  const rotated = (await client.POST('/keys/{key_id}/rotate', { ...at(made?.id), body: { overlap_seconds: 60 } })).data;
  const secrets = [account.liveKey, account.sandboxKey, made?.secret ?? '', rotated?.secret ?? ''];
  const json = { name: 'night worker' };

  const paths = ['user', 'users', `users/${user?.id}`, 'projects', `projects/${project_id}`, 'resources', 'keys', `keys/${made?.id}`, 'settings', 'audit', 'status'];
  const answers = await Promise.all(['v1', 'v2'].flatMap((version) => paths.map((path) => api.send('GET', `/${version}/${path}`, { key: account.liveKey }))));
  answers.push(await api.send('PATCH', `/v1/keys/${made?.id}`, { key: account.liveKey, json }));
  answers.push(await api.send('PATCH', `/v1/keys/${made?.id}`, { key: `${rotated?.secret}`, json: { scopes: ['nothing'] } }));
  answers.push(await api.send('GET', `/v1/keys/${made?.secret}`, { key: `${made?.secret}x` }));
  answers.push(await api.send('DELETE', `/v1/keys/${made?.id}`, { key: account.liveKey }));
  expect(answers.map(({ status }) => status)).toEqual([...answers.slice(0, -4).map(() => 200), 200, 422, 401, 204]);
  const tables = ['api_keys', 'key_secrets', 'audit'] as const;
  const rows = await Promise.all(tables.map((table) => sql<{ text: string }>`select t::text as text from ${sql.table(table)} t`.execute(database().db)));

  const places = {
    answers: answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n'),
    log: JSON.stringify(api.logged),
    database: rows.flatMap(({ rows: found }) => found.map(({ text }) => text)).join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    // What follows the lookup is secret; the prefix is not.
    for (const secret of secrets) expect([place, text.includes(secret.slice(20))]).toEqual([place, false]);
    expect([place, text.includes('sk_')]).toEqual([place, place !== 'log']);
  }
});
