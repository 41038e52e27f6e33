import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { startJobs } from '../src/jobs/start-jobs.ts';
import type { Outbound, OutboundAnswer } from '../src/outbound/outbound.ts';
import type { Database } from '../src/store/database.ts';
import type { Db, JobRow, Scope, TaskRow } from '../src/store/schema.ts';
import { columnsOf } from '../src/store/scope.ts';
import { createStore } from '../src/store/store.ts';
import { transaction } from '../src/store/transaction.ts';

/** A processor in a project of its own; without a URL it echoes. */
export async function newProcessor(db: Db, scope: Scope, url: string | null = null, timeout = 30): Promise<{ id: string; project_id: string }> {
  const { projects, resources } = createStore(db);
  const { id: project_id } = await projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
  const resource = await resources.insert(scope, { project_id, name: 'r', type: 'processor', config: { timeout, url } });
  if (resource === 'project_missing') throw new Error('The project that was just made is missing.');
  return { id: resource.id, project_id };
}

/** A run over inputs, queued. */
export function newRun(db: Db, scope: Scope, processor: { id: string; project_id: string | null }, inputs: readonly unknown[]): Promise<JobRow> {
  return transaction(db, async (trx) => {
    const { jobs, tasks } = createStore(trx);
    const { id: resource_id, project_id } = processor;
    const job = await jobs.insert(scope, { kind: 'run', project_id, resource_id, request: {}, total: inputs.length, key_id: 'key_1', traceparent: null });
    await tasks.insert(scope, job, inputs);
    return job;
  });
}

/** The tasks of a job, in the order of its inputs. */
export async function tasksOf(db: Db, scope: Scope, { id }: Pick<JobRow, 'id'>): Promise<TaskRow[]> {
  const list = { filters: [{ field: 'job_id', operator: 'eq', value: id }], sort: { field: 'number', descending: false }, window: { kind: 'page', page: 1, perPage: 20_000 } } as const;
  return (await createStore(db).tasks.list(scope, list)).rows;
}

/** The names of the events that a scope has had, oldest first, and the status of the job that each is about. */
export async function eventsOf(db: Db, scope: Scope): Promise<[string, unknown][]> {
  const rows = await db.selectFrom('events').select(['event', 'body']).where((eb) => eb.and(columnsOf(scope))).orderBy('created_at').execute();
  return rows.map(({ event, body }) => [event, JSON.parse(body).data.status]);
}

/** The lines of jobs and tasks in the log of a scope, oldest first. */
export function linesOf(db: Db, scope: Scope) {
  return db
    .selectFrom('request_log')
    .select(['source', 'level', 'message', 'job_id', 'task_id', 'key_id', 'project_id'])
    .where((eb) => eb.and(columnsOf(scope)))
    .where('source', '!=', 'request')
    .orderBy('created_at')
    .execute();
}

/** Waits until a job has a status, ten seconds at most. */
export async function until(db: Db, scope: Scope, { id }: Pick<JobRow, 'id'>, status: JobRow['status']): Promise<JobRow> {
  await expect.poll(async () => (await createStore(db).jobs.find(scope, id))?.status, { timeout: 10_000, interval: 20 }).toBe(status);
  const job = await createStore(db).jobs.find(scope, id);
  if (!job) throw new Error(`There is no job ${id} any more.`);
  return job;
}

type Call = Parameters<Outbound['post']>;

/** Starts a worker on a database, which ends with the test at the latest. */
export function aWorker(database: Database, answer: (...call: Call) => OutboundAnswer | Promise<OutboundAnswer> = nobody) {
  const calls: Call[] = [];
  const said: string[] = [];
  const ends: string[] = [];
  const note = (_: object, text: string) => void said.push(text);
  const stop = startJobs({
    database,
    patience: 500,
    outbound: {
      async post(...call) {
        calls.push(call);
        return answer(...call);
      },
    },
    log: { info: note, error: note },
    metrics: { taskEnded: (outcome) => void ends.push(`task ${outcome}`), jobEnded: (outcome) => void ends.push(`job ${outcome}`) },
  });
  onTestFinished(stop);
  return { calls, said, ends, stop };
}

/** An answer of a processor. */
export function answered(status: number, text: string, more: { isCut?: boolean } = {}): OutboundAnswer {
  return { kind: 'answered', status, headers: {}, text, isCut: false, durationMs: 1, ...more };
}

/** A processor that never answers, until it is given up. */
export async function hang(_: string, { signal }: { signal?: AbortSignal }): Promise<OutboundAnswer> {
  await sleep(60_000, undefined, { signal }).catch(() => {});
  return { kind: 'failed', reason: 'It was given up.', isTimeout: false, durationMs: 1 };
}

function nobody(): never {
  throw new Error('Nobody was to be called.');
}

/** All that comes out of something that is read piece by piece. */
export async function all<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items ?? []) found.push(item);
  return found;
}
