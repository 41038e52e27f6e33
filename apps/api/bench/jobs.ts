import { setTimeout as sleep } from 'node:timers/promises';
import { machine, say } from '@plumbline/benchmark';
import { Client } from 'pg';
import type { Outbound } from '../src/outbound/outbound.ts';
import { startJobs } from '../src/jobs/start-jobs.ts';
import type { Database } from '../src/store/database.ts';
import { openPostgres, openPostgresAsItIs } from '../src/store/postgres.ts';
import type { Db, JobRow, Scope } from '../src/store/schema.ts';
import { createStore } from '../src/store/store.ts';
import { transaction } from '../src/store/transaction.ts';
import { startPostgres } from './start-postgres.ts';

// Measures one job of many tasks on PostgreSQL: `node --conditions=source bench/jobs.ts [tasks] [milliseconds of a call]`.
const TASKS = Number(process.argv[2] ?? 100_000);
const CALL = Number(process.argv[3] ?? 5);
const MIB = 1024 * 1024;

await using running = new AsyncDisposableStack();
const server = process.env['TEST_DATABASE_URL'] ?? (await startPostgres(running));
const { database, patient } = await openOwn(server);
const { db } = database;
const scope: Scope = { accountId: (await createStore(db).accounts.insert({ name: 'Jobs', plan: 'free' })).id, environment: 'live' };
const project = await createStore(db).projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
say(`${TASKS} tasks in one job, on ${machine()}.`);

let lastCall = 0;
running.defer(startJobs({ database, outbound: { post }, log: { info() {}, error: (fields, text) => say(`${text}: ${String(Reflect.get(fields, 'err'))}`) } }));

await measure('echoes', null);
await measure(`calls of ${CALL} ms`, 'https://processor.example');
await measureCancel();

async function measure(name: string, url: string | null): Promise<void> {
  const job = await newRun(url);
  const began = performance.now();
  const memory: number[] = [];
  const progress: number[] = [];
  for (let done = false; !done; await sleep(200)) {
    const { status, succeeded } = await find(job);
    memory.push(process.memoryUsage().rss);
    progress.push(succeeded);
    done = status !== 'queued' && status !== 'running';
  }
  const seconds = (performance.now() - began) / 1_000;
  const moves = progress.filter((value, at) => at > 0 && value > (progress[at - 1] ?? 0)).length;
  const [first = 0, , middle = 0] = [0, 0.25, 0.5].map((part) => memory[Math.floor(part * memory.length)]);
  say(`${name}: ${seconds.toFixed(1)} s, ${Math.round(TASKS / seconds)} a second; memory ${[first, middle, memory.at(-1) ?? 0, Math.max(...memory)].map((bytes) => Math.round(bytes / MIB)).join(', ')} MiB at the beginning, the middle, the end and at most; progress moved in ${moves} of ${progress.length - 1} looks`);
}

async function measureCancel(): Promise<void> {
  const job = await newRun('https://processor.example');
  while ((await find(job)).succeeded < TASKS / 10) await sleep(50);
  const asked = performance.now();
  await transaction(db, (trx) => createStore(trx).jobs.cancel(scope, job.id));
  while ((await find(job)).status !== 'cancelled') await sleep(10);
  const ended = performance.now();
  const waiting = () => db.selectFrom('tasks').select('id').where('job_id', '=', job.id).where('status', '=', 'queued').limit(1).executeTakeFirst();
  while (await waiting()) await sleep(50);
  say(`cancel: the job has ended after ${Math.round(ended - asked)} ms, the last call began after ${Math.round(lastCall - asked)} ms, all tasks are cancelled after ${Math.round(performance.now() - asked)} ms`);
}

async function post(_: string, { signal }: Parameters<Outbound['post']>[1]): ReturnType<Outbound['post']> {
  lastCall = performance.now();
  const isWhole = await sleep(CALL, true, { signal }).catch(() => false);
  return isWhole
    ? { kind: 'answered', status: 200, headers: {}, text: '{"ok":true}', isCut: false, durationMs: CALL }
    : { kind: 'failed', reason: 'It was given up.', isTimeout: false, durationMs: CALL };
}

async function find({ id }: JobRow): Promise<JobRow> {
  const job = await createStore(db).jobs.find(scope, id);
  if (!job) throw new Error(`There is no job ${id} any more.`);
  return job;
}

async function newRun(url: string | null): Promise<JobRow> {
  const resource = await createStore(db).resources.insert(scope, { project_id: project.id, name: 'r', type: 'processor', config: { timeout: 30, url } });
  if (resource === 'project_missing') throw new Error('The project that was just made is missing.');
  return transaction(patient, async (trx) => {
    const { jobs, tasks } = createStore(trx);
    const wanted = { kind: 'run', project_id: project.id, resource_id: resource.id, request: {}, total: TASKS, key_id: 'key_1', traceparent: null } as const;
    const job = await jobs.insert(scope, wanted);
    await tasks.insert(scope, job, Array.from({ length: TASKS }, (_, n) => ({ n, text: 'some input' })));
    return job;
  });
}

async function openOwn(url: string): Promise<{ database: Database; patient: Db }> {
  const own = new URL(url);
  own.pathname = `/plumbline_bench_${process.pid}`;
  const ask = async (text: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await ask(`create database ${own.pathname.slice(1)}`);
  running.defer(() => ask(`drop database ${own.pathname.slice(1)} with (force)`));
  const opened = await openPostgres(own.href, say);
  running.defer(opened.close);
  const { db: slow, close } = await openPostgresAsItIs(own.href, say);
  running.defer(close);
  return { database: opened, patient: slow };
}
