import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const ADA = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'secure_password' };

/** A client with the live key of an account of its own, a user that key speaks for, a key and a project. */
async function setUp() {
  const account = await newAccount(database().db);
  const client = api.client(account.liveKey);
  const [own] = (await client.GET('/keys')).data?.data ?? [];
  const worker = await account.key();
  const ada = (await client.POST('/users', { body: ADA })).data;
  const project = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data;
  return { account, client, own, ids: { key: worker.id, user: ada?.id ?? '', project: project?.id ?? '', account: account.accountId } };
}

type Ids = Awaited<ReturnType<typeof setUp>>['ids'];

/** The account's entries, newest first. */
async function entries({ liveKey }: TestAccount) {
  return (await api.client(liveKey).GET('/audit')).data?.data ?? [];
}

type Row = [action: string, method: string, path: (ids: Ids) => string, json: object | undefined, target: keyof Ids | 'new', changes: object | null];

const CHANGES: Row[] = [
  ['key.created', 'POST', () => '/v1/keys', { name: 'new', scopes: ['keys:read'] }, 'new', { name: 'new', project_id: null, scopes: ['keys:read'], allowed_addresses: [], expires_at: null }],
  ['key.updated', 'PATCH', ({ key }) => `/v1/keys/${key}`, { name: 'renamed' }, 'key', { name: 'renamed' }],
  ['key.rotated', 'POST', ({ key }) => `/v1/keys/${key}/rotate`, { overlap_seconds: 60 }, 'key', { overlap_seconds: 60 }],
  ['key.revoked', 'DELETE', ({ key }) => `/v1/keys/${key}`, undefined, 'key', null],
  ['settings.updated', 'PATCH', () => '/v1/settings', { support_email: 'support@example.com' }, 'account', { support_email: 'support@example.com' }],
  ['user.created', 'POST', () => '/v1/users', { ...ADA, email: 'grace@example.com' }, 'new', { name: ADA.name, email: 'grace@example.com', password: '(secret)' }],
  ['user.updated', 'PATCH', ({ user }) => `/v1/users/${user}`, { password: 'another_password' }, 'user', { password: '(secret)' }],
  ['user.deleted', 'DELETE', ({ user }) => `/v1/users/${user}`, undefined, 'user', null],
];

describe('a change of keys, settings and users', () => {
  it.each(['v1', 'v2'].flatMap((version) => CHANGES.map((row) => [version, ...row] as const)))(
    'under /%s is one entry of who did what, when and from where: %s',
    async (version, action, method, path, json, target, changes) => {
      const { account, own, ids } = await setUp();
      const before = await entries(account);

      const answer = await api.send(method, path(ids).replace('v1', version), { key: account.liveKey, ...(json && { json }) });

      expect([200, 201, 204]).toContain(answer.status);
      const [entry, ...others] = await entries(account);
      expect(others).toEqual(before);
      expect(entry).toEqual({
        id: expect.stringMatching(/^aud_/),
        action,
        actor_type: 'key',
        actor_id: own?.id,
        user_id: own?.user_id,
        target_type: action.split('.')[0],
        target_id: target === 'new' ? answer.json['id'] : ids[target],
        changes,
        request_id: answer.headers['x-request-id'],
        address: '127.0.0.1',
        created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      });
      // What is gone has no time of its own.
      expect([undefined, entry?.created_at]).toContain(answer.json['updated_at']);
      expect(JSON.stringify(await entries(account))).not.toMatch(/_password/);
    },
  );

  it('is told of each key that ends with its project, too', async () => {
    const { account, client, ids } = await setUp();
    const before = await entries(account);
    const bound = [await account.key({ projectId: ids.project }), await account.key({ projectId: ids.project })];

    const { response } = await client.DELETE('/projects/{project_id}', { params: { path: { project_id: ids.project } } });

    const added = (await entries(account)).slice(0, -before.length);
    const told = bound.map(({ id }) => ({ action: 'key.revoked', target_id: id, request_id: response.headers.get('x-request-id') }));
    expect(added.map(({ action, target_id, request_id }) => ({ action, target_id, request_id }))).toEqual(expect.arrayContaining(told));
    expect(added).toHaveLength(2);
  });
});

describe('no entry', () => {
  it.each([
    ['that breaks its schema', 422, 'PATCH', () => '/v1/settings', { plan: 'pro' }],
    ['of a key beyond its maker', 403, 'POST', () => '/v1/keys', { name: 'x', environment: 'sandbox' }],
    ['of a key that ends in the past', 422, 'POST', () => '/v1/keys', { name: 'x', expires_at: '2020-01-01T00:00:00Z' }],
    ['of a key that there is not', 404, 'DELETE', () => '/v1/keys/key_unknown', undefined],
    ['of a user that there is not', 404, 'PATCH', () => '/v1/users/usr_unknown', { name: 'x' }],
    ['of an address that is taken', 409, 'POST', () => '/v1/users', ADA],
    ['that only reads', 200, 'GET', ({ key }: Ids) => `/v1/keys/${key}`, undefined],
    ['of what is not audited', 201, 'POST', () => '/v1/projects', { name: 'x' }],
  ] as const)('is there of a request %s (%i)', async (_what, status, method, path, json) => {
    const { account, ids } = await setUp();
    const before = await entries(account);

    const answer = await api.send(method, path(ids), { key: account.liveKey, ...(json && { json }) });

    expect(answer.status).toBe(status);
    expect(await entries(account)).toEqual(before);
  });

  it('is there of a state that has gone (412), or of a key that does not work (401)', async () => {
    const { account, ids } = await setUp();
    const before = await entries(account);

    const stale = await api.send('PATCH', '/v1/settings', { key: account.liveKey, headers: { 'if-match': '"stale"' }, json: { name: 'x' } });
    const unknown = await api.send('DELETE', `/v1/users/${ids.user}`, { key: 'sk_live_unknown' });

    expect([stale.status, unknown.status]).toEqual([412, 401]);
    expect(await entries(account)).toEqual(before);
  });
});

describe('the audit log', () => {
  it('is written with the change or not at all', async () => {
    const { account, client, ids } = await setUp();
    const { db } = database();
    await sql`create function refuse_entry() returns trigger language plpgsql as ${sql.lit("begin raise exception 'the log is full'; end")}`.execute(db);
    await sql`create trigger refuse_entry before insert on audit for each row when (new.account_id = ${sql.lit(account.accountId)}) execute function refuse_entry()`.execute(db);
    const shown = async () => [(await client.GET('/users')).data, (await client.GET('/settings')).data, (await client.GET('/keys/{key_id}', { params: { path: { key_id: ids.key } } })).data];
    const before = await shown();

    for (const [action, method, path, json] of CHANGES) {
      const answer = await api.send(method, path(ids), { key: account.liveKey, ...(json && { json }) });
      expect([action, answer.status]).toEqual([action, 500]);
    }

    expect(await shown()).toEqual(before);
    await sql`drop trigger refuse_entry on audit`.execute(db);
  });

  it.each(['update audit set actor_id = null', 'delete from audit', 'truncate audit'])('is append-only, whoever asks: %s', async (statement) => {
    const { account } = await setUp();
    const before = await entries(account);

    await expect(sql.raw(statement).execute(database().db)).rejects.toThrow(/append-only/);

    expect(await entries(account)).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it('is filtered by what was done, by whom, to what, and when', async () => {
    const { account, client, own, ids } = await setUp();
    const grace = (await client.POST('/users', { body: { ...ADA, email: 'grace@example.com' } })).data?.id;
    const other = await account.key();
    await api.client(other.key).PATCH('/users/{user_id}', { params: { path: { user_id: ids.user } }, body: { name: 'Ada King' } });
    const [newest, second, oldest] = await entries(account);
    const shown = async (query: Record<string, string>) =>
      (await api.send('GET', `/v1/audit?${new URLSearchParams(query)}`, { key: account.liveKey })).json['data'];

    expect(await shown({ action: 'user.created' })).toEqual([second, oldest]);
    expect(await shown({ action: 'key.created' })).toEqual([]);
    expect(await shown({ actor_id: other.id })).toEqual([newest]);
    expect(await shown({ actor_id: own?.id ?? '', target_id: ids.user })).toEqual([oldest]);
    expect(await shown({ target_id: grace ?? '' })).toEqual([second]);
    expect(await shown({ order: 'asc' })).toEqual([oldest, second, newest]);
    expect(await shown({ created_after: second?.created_at ?? '', created_before: newest?.created_at ?? '' })).toEqual([second]);
    expect(await shown({ created_before: oldest?.created_at ?? '' })).toEqual([]);
  });

  it('is of the environment and of the account, and for keys of the whole account', async () => {
    const { account, ids } = await setUp();
    const bound = await account.key({ projectId: ids.project });
    const other = await newAccount(database().db);

    expect((await api.client(account.sandboxKey).GET('/audit')).data?.data).toEqual([]);
    expect((await api.client(other.liveKey).GET('/audit')).data?.data).toEqual([]);
    expect((await api.client(bound.key).GET('/audit')).error?.error.code).toBe('account_key_required');
  });
});
