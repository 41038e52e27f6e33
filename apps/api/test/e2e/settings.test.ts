import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** Clients with the keys of an account of its own. */
async function setUp() {
  const account = await newAccount(database().db);
  const nameOfAccount = async () => (await createStore(database().db).accounts.list()).find(({ id }) => id === account.accountId)?.name;
  return { account, live: api.client(account.liveKey), sandbox: api.client(account.sandboxKey), nameOfAccount };
}

it('an account has settings from its first moment', async () => {
  const { live, sandbox } = await setUp();
  const fresh = { name: 'Test', plan: 'free', support_email: null, log_retention_days: 30, updated_at: expect.any(String) };

  expect((await live.GET('/settings')).data).toEqual(fresh);
  expect((await sandbox.GET('/settings')).data).toEqual(fresh);
});

it('what the body names changes, and the rest stays: the address of the support among it (CP-14)', async () => {
  const { live } = await setUp();

  const first = await live.PATCH('/settings', { body: { support_email: 'support@example.com', log_retention_days: 365 } });
  const second = await live.PATCH('/settings', { body: { log_retention_days: 1 } });
  const third = await live.PATCH('/settings', { body: { support_email: null } });

  expect(first.data).toMatchObject({ name: 'Test', support_email: 'support@example.com', log_retention_days: 365 });
  expect(second.data).toMatchObject({ name: 'Test', support_email: 'support@example.com', log_retention_days: 1 });
  expect(third.data).toMatchObject({ name: 'Test', support_email: null, log_retention_days: 1 });
  expect((await live.GET('/settings')).data).toEqual(third.data);
});

it('live and the sandbox have settings of their own', async () => {
  const { live, sandbox } = await setUp();
  const other = api.client((await newAccount(database().db)).liveKey);
  const before = (await other.GET('/settings')).data;

  await live.PATCH('/settings', { body: { name: 'Example Inc.', log_retention_days: 90 } });
  await sandbox.PATCH('/settings', { body: { name: 'Tries', log_retention_days: 7 } });

  expect((await live.GET('/settings')).data).toMatchObject({ name: 'Example Inc.', log_retention_days: 90 });
  expect((await sandbox.GET('/settings')).data).toMatchObject({ name: 'Tries', log_retention_days: 7 });
  expect((await other.GET('/settings')).data).toEqual(before);
});

it('the live name is the name of the account, the sandbox has a name for itself', async () => {
  const { live, sandbox, nameOfAccount } = await setUp();

  await sandbox.PATCH('/settings', { body: { name: 'Tries' } });
  expect(await nameOfAccount()).toBe('Test');
  await live.PATCH('/settings', { body: { name: 'Example Inc.' } });
  expect(await nameOfAccount()).toBe('Example Inc.');
});

it('the plan is shown as it is now and not for the caller to change', async () => {
  const { account, live, sandbox } = await setUp();
  await createStore(database().db).accounts.setPlan(account.accountId, 'enterprise');

  const refused = await api.send('PATCH', '/v1/settings', { key: account.liveKey, json: { name: 'Rich', plan: 'free' } });

  expect([refused.status, refused.json.error.details]).toMatchObject([422, [{ pointer: '/plan', code: 'additionalProperties' }]]);
  expect((await live.GET('/settings')).data).toMatchObject({ name: 'Test', plan: 'enterprise' });
  expect((await sandbox.GET('/settings')).data?.plan).toBe('enterprise');
});

it('a key that is bound to a project neither sees nor changes them', async () => {
  const { account, live } = await setUp();
  const project = (await live.POST('/projects', { body: { name: 'edge-ingest' } })).data;
  const bound = api.client((await account.key({ projectId: project?.id ?? '' })).key);

  const refused = [await bound.GET('/settings'), await bound.PATCH('/settings', { body: { name: 'mine' } })];

  expect(refused.map(({ response, error }) => [response.status, error?.error.code])).toEqual(refused.map(() => [403, 'account_key_required']));
  expect((await live.GET('/settings')).data?.name).toBe('Test');
});
