import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machine, say } from '@plumbline/benchmark';
import { Client } from 'pg';
import { openPostgres, openPostgresAsItIs } from '../src/store/postgres.ts';
import type { JobRow, Scope } from '../src/store/schema.ts';
import { createStore } from '../src/store/store.ts';
import { transaction } from '../src/store/transaction.ts';
import { startPostgres } from './start-postgres.ts';

// Measures jobs of many tasks on PostgreSQL, with a worker and a processor that are processes of their own:
// `node --conditions=source bench/jobs.ts [tasks] [milliseconds that the processor takes]`.
const TASKS = Number(process.argv[2] ?? 100_000);
const TAKES = Number(process.argv[3] ?? 5);
const MIB = 1024 * 1024;

await using running = new AsyncDisposableStack();
const url = await ownDatabase(process.env['TEST_DATABASE_URL'] ?? (await startPostgres(running)));
await (await openPostgres(url, say)).close();
const { db, close } = await openPostgresAsItIs(url, say);
running.defer(close);

let calls: number[] = [];
const processor = await startProcessor();
const memory: NodeJS.MemoryUsage[] = [];
const worker = fork(resolve(import.meta.dirname, 'job-worker.ts'), [url], { execArgv: ['--conditions=source', '--expose-gc'] });
running.defer(async () => void (worker.kill() && (await once(worker, 'exit'))));
worker.on('message', (usage: NodeJS.MemoryUsage) => memory.push(usage));

const { accounts, projects, resources, jobs } = createStore(db);
const scope: Scope = { accountId: (await accounts.insert({ name: 'Jobs', plan: 'free' })).id, environment: 'live' };
const { id: project_id } = await projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
say(`${TASKS} tasks in one job, on ${machine()}.`);
await measureRun('without a URL', null);
await measureRun(`with a processor that takes ${TAKES} ms`, processor);
await measureCancel();

async function measureRun(name: string, target: string | null): Promise<void> {
  const job = await newRun(target);
  memory.length = 0;
  const began = performance.now();
  const done: number[] = [];
  for (let isOver = false; !isOver; await sleep(500)) {
    const { status, succeeded } = await find(job);
    done.push(succeeded);
    isOver = status === 'succeeded' || status === 'failed';
  }
  const seconds = (performance.now() - began) / 1_000;
  const quarters = (of: 'heapUsed' | 'rss') =>
    [0, 1, 2, 3].map((quarter) => Math.round(Math.max(...memory.slice((quarter * memory.length) / 4, ((quarter + 1) * memory.length) / 4).map((usage) => usage[of])) / MIB)).join(', ');
  const moves = done.filter((value, at) => at > 0 && value > (done[at - 1] ?? 0)).length;
  say(`${name}: ${seconds.toFixed(1)} s, ${Math.round(TASKS / seconds)} a second; of the worker, ${quarters('heapUsed')} MiB are alive at most in each quarter, and it has ${quarters('rss')} MiB; progress moved in ${moves} of ${done.length - 1} looks`);
}

async function measureCancel(): Promise<void> {
  const job = await newRun(processor);
  while ((await find(job)).succeeded < TASKS / 50) await sleep(50);
  calls = [];
  const asked = Date.now();
  await transaction(db, (trx) => createStore(trx).jobs.cancel(scope, job.id));
  while ((await find(job)).status !== 'cancelled') await sleep(10);
  const ended = Date.now() - asked;
  const waits = () => db.selectFrom('tasks').select('id').where('job_id', '=', job.id).where('status', '=', 'queued').limit(1).executeTakeFirst();
  while (await waits()) await sleep(50);
  say(`cancel: the job has ended after ${ended} ms, the last call came after ${(calls.at(-1) ?? asked) - asked} ms, all tasks are cancelled after ${Date.now() - asked} ms`);
}

async function newRun(target: string | null): Promise<JobRow> {
  const resource = await resources.insert(scope, { project_id, name: 'r', type: 'processor', config: { timeout: 30, url: target } });
  if (resource === 'project_missing') throw new Error('The project that was just made is missing.');
  const wanted = { kind: 'run', project_id, resource_id: resource.id, request: {}, total: TASKS, key_id: 'key_1', traceparent: null } as const;
  return transaction(db, async (trx) => {
    const store = createStore(trx);
    const job = await store.jobs.insert(scope, wanted);
    await store.tasks.insert(scope, job, Array.from({ length: TASKS }, (_, n) => ({ n, text: 'some input' })));
    return job;
  });
}

async function find({ id }: JobRow): Promise<JobRow> {
  const job = await jobs.find(scope, id);
  if (!job) throw new Error(`There is no job ${id} any more.`);
  return job;
}

async function startProcessor(): Promise<string> {
  const server = createServer((request, response) => {
    calls.push(Date.now());
    if (calls.length > 1_000) calls = calls.slice(-100);
    request.resume().once('end', () => setTimeout(() => response.end('{"ok":true}'), TAKES));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.defer(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // It listens on a port.
}

async function ownDatabase(server: string): Promise<string> {
  const own = new URL(server);
  own.pathname = `/plumbline_bench_${process.pid}`;
  const ask = async (text: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await ask(`create database ${own.pathname.slice(1)}`);
  running.defer(() => ask(`drop database ${own.pathname.slice(1)} with (force)`));
  return own.href;
}
