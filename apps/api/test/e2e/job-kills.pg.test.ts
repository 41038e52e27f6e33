import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runServer, type Child } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { newProcessor, newRun, tasksOf } from '../jobs.ts';
import { newAccount } from './harness/account.ts';

/** How many tasks, and how many workers are killed while they are at them; each is followed after ten seconds. */
const TASKS = Number(process.env['JOB_TASKS'] ?? 600);
const KILLS = Number(process.env['JOB_KILLS'] ?? 1);

/** A processor that takes 30 ms, and knows how often it was called for each task. */
async function startProcessor(): Promise<{ url: string; calls: Map<string, number> }> {
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const task = String(request.headers['x-plumbline-task']);
    calls.set(task, (calls.get(task) ?? 0) + 1);
    request.resume().once('end', () => setTimeout(() => response.end(JSON.stringify({ task })), 30));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, calls }; // It listens on a port.
}

it('no task is lost when its worker is killed, and none is done twice without a record of it', async () => {
  const { url: databaseUrl, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATA_DIR: testFolder(), DATABASE_URL: databaseUrl, ROLE: 'worker', WEBHOOK_ALLOW_LOOPBACK: 'true' };
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl });
  onTestFinished(database.close);
  const { db } = database;
  const { url, calls } = await startProcessor();
  const { live } = await newAccount(db);
  const job = await newRun(db, live, await newProcessor(db, live, url), Array.from({ length: TASKS }, (_, n) => n));
  const { jobs } = createStore(db);
  const start = () => runServer(env);
  const ended = async () => ((await jobs.find(live, job.id))?.succeeded ?? 0) / TASKS;

  // One at a time, so that the one which is killed is the one that has the job.
  let worker: Child = start();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await expect.poll(ended, { timeout: 60_000 }).toBeGreaterThan(kill / (KILLS + 2));
    await worker.kill('SIGKILL');
    worker = start();
  }
  await expect.poll(async () => (await jobs.find(live, job.id))?.status, { timeout: 60_000 }).toBe('succeeded');
  await worker.kill('SIGTERM');

  const tasks = await tasksOf(db, live, job);
  expect(tasks.map(({ status, output }) => [status, output])).toEqual(tasks.map(({ id }) => ['succeeded', { task: id }]));
  expect(tasks.filter(({ id, attempts }) => (calls.get(id) ?? 0) > attempts || (calls.get(id) ?? 0) === 0)).toEqual([]);
  expect(await jobs.find(live, job.id)).toMatchObject({ total: TASKS, succeeded: TASKS, failed: 0 });
  // What was under way when it was killed was begun again; that this can be seen is what the test is about.
  expect(tasks.filter(({ attempts }) => attempts > 1).length).toBeGreaterThan(0);
  expect(tasks.filter(({ attempts }) => attempts > 1).length).toBeLessThanOrEqual(20 * KILLS);
}, 120_000);
