import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** A client with the live key of an account of its own, and a project there. */
async function setUp() {
  const account = await newAccount(database().db);
  const client = api.client(account.liveKey);
  const project_id = (await client.POST('/projects', { body: { name: 'edge-ingest' } })).data?.id ?? '';
  return { account, client, project_id };
}

type Client = Awaited<ReturnType<typeof setUp>>['client'];
const at = (resource_id = '') => ({ params: { path: { resource_id } } });
const make = async (client: Client, project_id: string, name = 'one') =>
  (await client.POST('/resources', { body: { name, type: 'processor', project_id, config: { timeout: 60, url: 'https://work.example/run' } } })).data;

describe('resources', () => {
  it.each([
    ['processor', { timeout: 30, url: null }],
    ['storage', { timeout: 30, capacity_gib: 10 }],
    ['queue', { timeout: 30, max_attempts: 5 }],
  ] as const)('of type %s are made with name and type alone, and have the defaults', async (type, config) => {
    const { client, project_id } = await setUp();

    const made = await client.POST('/resources', { body: { name: 'my-resource', type, project_id } });

    expect(made.response.status).toBe(201);
    expect(made.data).toMatchObject({ name: 'my-resource', type, project_id, status: 'active', config });
    expect(Object.keys(made.data ?? {})).toEqual(['id', 'project_id', 'name', 'type', 'status', 'config', 'created_at', 'updated_at']);
    expect(made.response.headers.get('location')).toBe(`/v1/resources/${made.data?.id}`);
    expect((await client.GET('/resources/{resource_id}', at(made.data?.id))).data).toEqual(made.data);
  });

  it('are replaced by name alone: what the body leaves out goes back to its default, type and project stay', async () => {
    const { client, project_id } = await setUp();
    const made = await make(client, project_id);
    await client.PATCH('/resources/{resource_id}', { ...at(made?.id), body: { status: 'inactive' } });

    const replaced = await client.PUT('/resources/{resource_id}', { ...at(made?.id), body: { name: 'updated-resource' } });

    const updated_at = expect.stringMatching(/Z$/);
    expect(replaced.data).toEqual({ ...made, name: 'updated-resource', status: 'active', config: { timeout: 30, url: null }, updated_at });
    expect((await client.GET('/resources/{resource_id}', at(made?.id))).data).toEqual(replaced.data);
  });

  it('are changed in part, inside config too', async () => {
    const { client, project_id } = await setUp();
    const made = await make(client, project_id);

    const slower = await client.PATCH('/resources/{resource_id}', { ...at(made?.id), body: { config: { timeout: 90 } } });
    const alone = await client.PATCH('/resources/{resource_id}', { ...at(made?.id), body: { config: { url: null } } });
    const renamed = await client.PATCH('/resources/{resource_id}', { ...at(made?.id), body: { name: 'two', status: 'inactive' } });

    expect(slower.data).toMatchObject({ name: 'one', status: 'active', config: { timeout: 90, url: 'https://work.example/run' } });
    expect(alone.data?.config).toEqual({ timeout: 90, url: null });
    expect(renamed.data).toMatchObject({ name: 'two', status: 'inactive', config: { timeout: 90, url: null } });
  });

  it.each(['PUT', 'PATCH'])('keep their type and their project: a %s that names one is refused', async (method) => {
    const { account, client, project_id } = await setUp();
    const made = await make(client, project_id);
    const other = (await client.POST('/projects', { body: { name: 'other' } })).data?.id;

    for (const [name, value] of [['type', 'storage'], ['type', 'processor'], ['project_id', other], ['project_id', project_id]] as const) {
      const answer = await api.send(method, `/v1/resources/${made?.id}`, { key: account.liveKey, json: { name: 'one', [name]: value } });
      expect([answer.status, answer.json.error.details?.map(({ pointer }) => pointer)]).toEqual([422, [`/${name}`]]);
    }
    expect((await client.GET('/resources/{resource_id}', at(made?.id))).data).toEqual(made);
  });

  it.each([
    ['processor', { capacity_gib: 5 }, ['/config/capacity_gib']],
    ['processor', { timeout: 60, max_attempts: 5 }, ['/config/max_attempts']],
    ['processor', { timeout: 0 }, ['/config/timeout']],
    ['storage', { url: null }, ['/config/url']],
    ['storage', { capacity_gib: 10_001 }, ['/config/capacity_gib']],
    ['queue', { url: null, capacity_gib: 5, max_attempts: 100 }, ['/config/capacity_gib', '/config/url']],
  ])('of type %s refuse the config %j, whether they are made, replaced or changed', async (type, config, pointers) => {
    const { account, client, project_id } = await setUp();
    const key = account.liveKey;
    const made = await api.send('POST', '/v1/resources', { key, json: { name: 'one', type, project_id } });
    const path = `/v1/resources/${String(made.json['id'])}`;

    const answers = [
      await api.send('POST', '/v1/resources', { key, json: { name: 'two', type, project_id, config } }),
      await api.send('PUT', path, { key, json: { name: 'one', config } }),
      await api.send('PATCH', path, { key, json: { config } }),
    ];

    for (const { status, json } of answers) expect([status, json.error.details?.map(({ pointer }) => pointer).toSorted()]).toEqual([422, pointers]);
    expect((await client.GET('/resources')).data?.data).toEqual([made.json]);
  });

  it('go with their project, and nothing else does', async () => {
    const { client, project_id } = await setUp();
    const other = (await client.POST('/projects', { body: { name: 'other' } })).data?.id ?? '';
    const [gone, kept] = [await make(client, project_id), await make(client, other)];

    await client.DELETE('/projects/{project_id}', { params: { path: { project_id } } });

    expect((await client.GET('/resources/{resource_id}', at(gone?.id))).error?.error.code).toBe('resource_not_found');
    expect((await client.GET('/resources')).data?.data).toEqual([kept]);
  });

  it('are deleted once', async () => {
    const { client, project_id } = await setUp();
    const made = await make(client, project_id);

    expect((await client.DELETE('/resources/{resource_id}', at(made?.id))).response.status).toBe(204);
    expect((await client.DELETE('/resources/{resource_id}', at(made?.id))).error?.error.code).toBe('resource_not_found');
  });
});

describe('the default project', () => {
  it('is made by the first resource that names no project, and takes those behind it', async () => {
    const { liveKey } = await newAccount(database().db);
    const client = api.client(liveKey);

    const first = (await client.POST('/resources', { body: { name: 'first', type: 'queue' } })).data;
    const second = (await client.POST('/resources', { body: { name: 'second', type: 'storage' } })).data;

    const { data: projects } = (await client.GET('/projects')).data ?? {};
    expect(projects).toMatchObject([{ id: first?.project_id, name: 'Default', status: 'active' }]);
    expect(second?.project_id).toBe(first?.project_id);
  });

  it('is one, however many first resources come at once', async () => {
    const { liveKey } = await newAccount(database().db);
    const client = api.client(liveKey);

    const made = await Promise.all(Array.from({ length: 20 }, (_none, index) => client.POST('/resources', { body: { name: `r${index}`, type: 'queue' } })));

    expect(made.map(({ response }) => response.status)).toEqual(made.map(() => 201));
    expect(new Set(made.map(({ data }) => data?.project_id)).size).toBe(1);
    expect((await client.GET('/projects')).data?.meta.total_items).toBe(1);
  });

  it('is made anew when it was deleted, and may be renamed', async () => {
    const { liveKey } = await newAccount(database().db);
    const client = api.client(liveKey);
    const first = (await client.POST('/resources', { body: { name: 'first', type: 'queue' } })).data;
    await client.DELETE('/projects/{project_id}', { params: { path: { project_id: first?.project_id ?? '' } } });

    const second = (await client.POST('/resources', { body: { name: 'second', type: 'queue' } })).data;
    await client.PATCH('/projects/{project_id}', { params: { path: { project_id: second?.project_id ?? '' } }, body: { name: 'main' } });
    const third = (await client.POST('/resources', { body: { name: 'third', type: 'queue' } })).data;

    expect(second?.project_id).not.toBe(first?.project_id);
    expect(third?.project_id).toBe(second?.project_id);
  });

  it('is another one in the sandbox: there it is the first example', async () => {
    const account = await newAccount(database().db);

    const made = (await api.client(account.sandboxKey).POST('/resources', { body: { name: 'mine', type: 'queue' } })).data;
    const projects = (await api.client(account.sandboxKey).GET('/projects')).data?.data;

    expect(made?.project_id).toBe(projects?.[0]?.id);
    expect(projects).toHaveLength(2);
  });
});

describe('a key that is bound to a project', () => {
  it('makes its resources there without naming it, and sees no others', async () => {
    const { account, client, project_id } = await setUp();
    const elsewhere = (await client.POST('/resources', { body: { name: 'elsewhere', type: 'queue' } })).data;
    const bound = api.client((await account.key({ projectId: project_id })).key);

    const made = (await bound.POST('/resources', { body: { name: 'here', type: 'queue' } })).data;
    const named = await bound.POST('/resources', { body: { name: 'there', type: 'queue', project_id: elsewhere?.project_id ?? '' } });

    expect(made?.project_id).toBe(project_id);
    expect([named.response.status, named.error?.error.details]).toMatchObject([422, [{ pointer: '/project_id', code: 'project_not_found' }]]);
    expect((await bound.GET('/resources')).data?.data).toEqual([made]);
    expect((await bound.GET('/resources/{resource_id}', at(elsewhere?.id))).response.status).toBe(404);
    expect((await client.GET('/resources')).data?.data).toEqual([elsewhere, made]);
  });
});
