import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resetDue } from '../../src/sandbox/daily-reset.ts';
import { contractExamples } from '../../src/seed/contract-examples.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const { UserList, ProjectList, ResourceList } = contract.document.components.examples;
const LISTS = ['users', 'projects', 'resources'];
const DAY = 24 * 60 * 60 * 1000;

/** The bytes of what a key sees below these paths. */
const bytes = async (key: string, paths = LISTS) => Promise.all(paths.map(async (path) => (await api.send('GET', `/v1/${path}`, { key })).text));

/** Changes, deletes and adds something of every kind. */
async function disturb({ sandboxKey }: TestAccount): Promise<void> {
  const client = api.client(sandboxKey);
  const [, jane] = UserList.value.data;
  const [ingest] = ProjectList.value.data;
  const [, reports] = ResourceList.value.data;
  const statuses = [
    (await client.PATCH('/users/{user_id}', { params: { path: { user_id: jane?.id ?? '' } }, body: { email: 'other@example.com' } })).response.status,
    (await client.DELETE('/projects/{project_id}', { params: { path: { project_id: ingest?.id ?? '' } } })).response.status,
    (await client.PUT('/resources/{resource_id}', { params: { path: { resource_id: reports?.id ?? '' } }, body: { name: 'changed' } })).response.status,
    (await client.POST('/users', { body: { name: 'Ada', email: 'ada@example.com', password: 'secure_password' } })).response.status,
    (await client.POST('/projects', { body: { name: 'mine' } })).response.status,
    (await client.POST('/resources', { body: { name: 'mine', type: 'queue' } })).response.status,
  ];
  expect(statuses).toEqual([200, 204, 200, 201, 201, 201]);
}

describe('the sandbox of a new account', () => {
  it("holds the contract's examples, to the byte", async () => {
    const { sandboxKey } = await newAccount(database().db);

    const answers = await bytes(sandboxKey);

    expect(answers.map((text) => JSON.parse(text))).toEqual([UserList.value, ProjectList.value, ResourceList.value]);
    expect(answers).toEqual(await bytes((await newAccount(database().db)).sandboxKey));
  });

  it('is not limited (YC-15)', async () => {
    const { sandboxKey, liveKey } = await newAccount(database().db);

    const [sandbox, live] = [await api.send('GET', '/v1/users', { key: sandboxKey }), await api.send('GET', '/v1/users', { key: liveKey })];

    const limits = ({ headers }: typeof live) => Object.keys(headers).filter((name) => name.includes('ratelimit'));
    expect([limits(sandbox), limits(live).length > 0]).toEqual([[], true]);
  });
});

describe('resetting it', () => {
  it('puts back the examples to the byte, and says what there is now', async () => {
    const account = await newAccount(database().db);
    const before = await bytes(account.sandboxKey);
    await disturb(account);

    const reset = await api.send('POST', '/v1/sandbox/reset', { key: account.sandboxKey });

    expect([reset.status, reset.json]).toEqual([200, { users: 2, projects: 2, resources: 2, reset_at: expect.any(String) }]);
    expect(await bytes(account.sandboxKey)).toEqual(before);
  });

  it('keeps its keys and its settings, and live as a whole', async () => {
    const account = await newAccount(database().db);
    const [live, sandbox] = [api.client(account.liveKey), api.client(account.sandboxKey)];
    await live.POST('/resources', { body: { name: 'mine', type: 'queue' } });
    await sandbox.PATCH('/settings', { body: { name: 'Tries', support_email: 'tries@example.com' } });
    const [project] = ProjectList.value.data;
    const made = (await sandbox.POST('/keys', { body: { name: 'worker', project_id: project?.id ?? '' } })).data;
    const user = (await sandbox.GET('/user')).data;
    const kept = async () => [await bytes(account.liveKey, [...LISTS, 'settings', 'audit']), (await sandbox.GET('/settings')).data, (await sandbox.GET('/keys')).data?.data.map(({ last_used_at: _used, ...key }) => key)];
    const before = await kept();

    await sandbox.POST('/sandbox/reset');

    expect(await kept()).toEqual(before);
    expect((await api.client(made?.secret ?? '').GET('/projects')).data?.data).toEqual([project]);
    expect((await sandbox.GET('/user')).data).toEqual(user);
  });

  it('gives a key whose user is gone the first example user to speak for', async () => {
    const { sandboxKey } = await newAccount(database().db);
    const client = api.client(sandboxKey);
    const [john] = UserList.value.data;
    await client.DELETE('/users/{user_id}', { params: { path: { user_id: john?.id ?? '' } } });
    expect((await client.GET('/user')).response.status).toBe(404);

    await client.POST('/sandbox/reset');

    expect((await client.GET('/user')).data).toEqual(john);
  });

  it('is refused to a live key, and changes nothing there', async () => {
    const { liveKey } = await newAccount(database().db);
    await api.client(liveKey).POST('/projects', { body: { name: 'mine' } });
    const before = await bytes(liveKey);

    const refused = await api.send('POST', '/v1/sandbox/reset', { key: liveKey });

    expect([refused.status, refused.json.error.code]).toEqual([403, 'sandbox_only']);
    expect(await bytes(liveKey)).toEqual(before);
  });

  it('happens by itself once a day', async () => {
    const account = await newAccount(database().db);
    const before = await bytes(account.sandboxKey);
    await disturb(account);
    const disturbed = await bytes(account.sandboxKey);
    const log = { info: () => {}, error: (fields: object, message: string) => expect.fail(`${message}: ${JSON.stringify(fields)}`) };
    const due = (now: number) => resetDue({ db: database().db, examples: contractExamples(), hour: 3, log }, new Date(now));

    await due(Date.now());
    expect(await bytes(account.sandboxKey)).toEqual(disturbed);
    await due(Date.now() + DAY);
    expect(await bytes(account.sandboxKey)).toEqual(before);
  });
});

it('live and the sandbox never meet in any answer', async () => {
  const account = await newAccount(database().db);
  const keys = { live: account.liveKey, sandbox: account.sandboxKey };
  const ids = { live: await fill(keys.live, 'made in live'), sandbox: await fill(keys.sandbox, 'made in sandbox') };

  for (const [mine, theirs] of [['live', 'sandbox'], ['sandbox', 'live']] as const) {
    const read = (paths: string[]) => Promise.all(paths.map((path) => api.send('GET', path, { key: keys[mine] })));
    const own = await read(READS.flatMap((template) => filled(template, ids[mine])));
    const foreign = await read(READS.filter((template) => template.includes('{')).flatMap((template) => filled(template, ids[theirs])));

    expect(new Set(own.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(foreign.map(({ status }) => status))).toEqual(new Set([404]));
    const seen = own.map(({ text }) => text).join('\n');
    for (const text of [`made in ${mine}`, ...Object.values(ids[mine]).flat()]) expect(seen).toContain(text);
    for (const text of [`made in ${theirs}`, ...Object.values(ids[theirs]).flat()]) expect(seen).not.toContain(text);
  }
});

/** The path of every reading of the contract. */
const READS = ALL_OPERATIONS.flatMap(({ version: { contract: { basePath, operations } }, operationId }) => {
  const { method, path } = operations[operationId];
  return method === 'get' && operationId !== 'getJobResult' ? [basePath + path] : []; // No worker is there that would end a job.
});

const KINDS = ['users', 'projects', 'resources', 'keys', 'audit', 'webhooks', 'events', 'jobs', 'tasks'] as const;
type Ids = Record<(typeof KINDS)[number] | 'deliveries', string[]>;

/** Makes one object of each kind that can be made, and gives the ids of all that the key then sees. */
async function fill(key: string, name: string): Promise<Ids> {
  const client = api.client(key);
  await client.POST('/users', { body: { name, email: 'ada@example.com', password: 'secure_password' } });
  const { data: processor } = await client.POST('/resources', { body: { name, type: 'processor' } });
  await client.POST('/jobs', { body: { kind: 'run', resource_id: processor?.id ?? '', inputs: [name] } });
  const { data: webhook } = await client.POST('/webhooks', { body: { url: 'https://hooks.example.com/', description: name } });
  const { data: delivery } = await client.POST('/webhooks/{webhook_id}/test', { params: { path: { webhook_id: webhook?.id ?? '' } } });
  await client.POST('/keys', { body: { name } });
  await client.PATCH('/settings', { body: { name } });
  const idsOf = async (path: string) => ((await api.send('GET', `/v1/${path}`, { key })).json['data'] as { id: string }[]).map(({ id }) => id);
  const listed = await Promise.all(KINDS.map(async (list) => [list, await idsOf(list)] as const));
  return { ...(Object.fromEntries(listed) as Record<(typeof KINDS)[number], string[]>), deliveries: [delivery?.id ?? ''] }; // Of each list.
}

/** A path as it is, or once for each object that it may name. */
function filled(template: string, ids: Ids): string[] {
  const [, list] = /\/(\w+)\/\{/.exec(template) ?? [];
  if (list === undefined) return [template];
  return (ids[list as keyof Ids] ?? []).flatMap((id) => filled(template.replace(/\{\w+\}/, id), ids)); // The contract's lists.
}
