import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { metricsUrlOf, runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { sendTo } from './harness/send.ts';
import { issue, newPlaces } from './harness/world.ts';

/** A PostgreSQL with an account in it, and what a process needs to use it. */
async function platform(): Promise<{ env: Record<string, string>; database: Database; key: string }> {
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATA_DIR: testFolder(), DATABASE_URL: url };
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl: url });
  onTestFinished(database.close);
  const store = createStore(database.db);
  const { sandbox } = await newPlaces(database.db);
  return { env, database, key: (await issue(store, sandbox)).key };
}

/** Makes every sandbox due, which a worker notices when it starts. */
const wearOut = ({ db }: Database) => db.updateTable('settings').set({ sandbox_reset_at: new Date(0) }).where('environment', '=', 'sandbox').execute();
const isDue = async ({ db }: Database) => (await createStore(db).sandbox.due(new Date(1))).length > 0;

it('ROLE=api answers and leaves the background alone; ROLE=worker does that and takes no requests', async () => {
  const { env, database, key } = await platform();
  await wearOut(database);

  const api = runServer({ ...env, ROLE: 'api' });
  expect((await sendTo(await urlOf(api), 'GET', '/v1/user', { key })).status).toBe(200);
  await sleep(500); // A worker would have seen it at once.
  expect(await isDue(database)).toBe(true);

  const worker = runServer({ ...env, ROLE: 'worker' });
  await worker.line('Plumbline is ready and works in the background');
  await expect.poll(() => isDue(database), { timeout: 10_000 }).toBe(false);
  expect(worker.output()).not.toContain('Plumbline is ready at');
  const probes = new URL(await metricsUrlOf(worker)).origin;
  for (const path of ['/livez', '/readyz']) expect(await sendTo(probes, 'GET', path)).toMatchObject({ status: 200, text: '{"status":"ok"}' });

  await Promise.all([api.kill('SIGTERM'), worker.kill('SIGTERM')]);
  expect([await api.exit, await worker.exit]).toEqual([0, 0]);
});
