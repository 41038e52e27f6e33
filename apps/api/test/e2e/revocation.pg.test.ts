import { resolve } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runModule, runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { sendTo, type Sent } from './harness/send.ts';
import { issue, newPlaces } from './harness/world.ts';

const ADMIN = resolve(import.meta.dirname, '../../src/admin/admin.ts');

it('what is done to a key through one process, all others know with their next request', async () => {
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATA_DIR: testFolder(), DATABASE_URL: url };
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl: url });
  const store = createStore(database.db);
  const { live } = await newPlaces(database.db);
  const { key: owner } = await issue(store, live);
  const make = (grant: Parameters<typeof issue>[2] = {}) => issue(store, live, grant);
  const keys = { deleted: await make(), rotated: await make(), narrowed: await make(), ended: await make(), moved: await make(), ofProject: await make({ projectId: live.project }), byOperator: await make() };
  await database.close();

  const processes = [0, 1, 2, 3].map(() => runServer(env));
  const [here = '', ...others] = await Promise.all(processes.map(urlOf));
  const atOthers = (key: string) => Promise.all(others.map(async (there) => (await sendTo(there, 'GET', '/v1/projects', { key })).status));
  const heard = async (key: string, status: number) => expect(await atOthers(key)).toEqual([status, status, status]);
  const doHere = async (method: string, path: string, sent: Sent = {}) => expect((await sendTo(here, method, path, { key: owner, ...sent })).status).toBeLessThan(300);
  for (const { key } of Object.values(keys)) await heard(key, 200);

  await doHere('DELETE', `/v1/keys/${keys.deleted.id}`);
  await heard(keys.deleted.key, 401);
  await doHere('POST', `/v2/keys/${keys.rotated.id}/rotate`);
  await heard(keys.rotated.key, 401);
  await doHere('PATCH', `/v1/keys/${keys.narrowed.id}`, { json: { scopes: ['users:read'] } });
  await heard(keys.narrowed.key, 403);
  await doHere('PATCH', `/v1/keys/${keys.moved.id}`, { json: { allowed_addresses: ['192.0.2.1'] } });
  await heard(keys.moved.key, 403);
  await doHere('PATCH', `/v2/keys/${keys.ended.id}`, { json: { expires_at: new Date(Date.now() + 3_000).toISOString() } });
  await vi.waitFor(() => heard(keys.ended.key, 401), { timeout: 20_000, interval: 100 });
  await doHere('DELETE', `/v2/projects/${live.project}`);
  await heard(keys.ofProject.key, 401);

  const operator = runModule(`process.argv.push('admin', 'revoke-key', '--key', '${keys.byOperator.id}'); await import(${JSON.stringify(ADMIN)});`, env);
  expect([await operator.exit, operator.output()]).toEqual([0, expect.stringContaining(`Revoked key ${keys.byOperator.id}`)]);
  await heard(keys.byOperator.key, 401);
  expect(await sendTo(here, 'GET', '/v1/projects', { key: keys.byOperator.key })).toMatchObject({ status: 401, json: { error: { code: 'invalid_credentials' } } });

  for (const server of processes) {
    await server.kill('SIGTERM');
    expect(server.output()).not.toMatch(/sk_live_\w{20}/);
  }
});
