import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { newProcessor, newRun, tasksOf } from '../../test/jobs.ts';
import { aPage } from '../../test/list-requests.ts';
import { jobQueue } from './job-queue.ts';
import { jobStore } from './jobs.ts';
import type { JobRow, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { taskQueue } from './task-queue.ts';
import { taskStore } from './tasks.ts';

const database = testDatabase();

let mine: Scope;
let sandbox: Scope;
let foreign: Scope;
let jobs: ReturnType<typeof jobStore>;
let processor: { id: string; project_id: string };
beforeEach(async () => {
  const { db } = database();
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
  jobs = jobStore(db);
  processor = await newProcessor(db, mine);
});

const newJob = (inputs: readonly unknown[] = [1, 2]): Promise<JobRow> => newRun(database().db, mine, processor, inputs);

it('a new job is queued, and its tasks are numbered from 0', async () => {
  const { db } = database();
  const job = await newJob(['a', null, { deep: [1, '\u{1F680}'] }]);

  expect(job).toMatchObject({ id: expect.stringMatching(/^job_[0-9A-Za-z]{22}$/), status: 'queued', total: 3, succeeded: 0, failed: 0, started_at: null, finished_at: null, result_expires_at: null });
  expect(await jobs.find(mine, job.id)).toEqual(job);
  expect(await tasksOf(db, mine, job)).toMatchObject([
    { id: expect.stringMatching(/^tsk_[0-9A-Za-z]{22}$/), job_id: job.id, project_id: processor.project_id, number: 0, status: 'queued', input: 'a', output: null, attempts: 0 },
    { number: 1, input: null },
    { number: 2, input: { deep: [1, '\u{1F680}'] } },
  ]);
});

it('more tasks than one statement takes are numbered through', async () => {
  const job = await newJob(Array.from({ length: 2_345 }, (_, n) => n));

  expect((await tasksOf(database().db, mine, job)).map(({ number, input }) => number === input)).toEqual(Array.from({ length: 2_345 }, () => true));
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
  ['another project', () => ({ ...mine, projectId: 'prj_0' })],
])('from %s', (_, scope) => {
  it('nothing is seen, cancelled or tried again', async () => {
    const { db } = database();
    const job = await newJob();
    const [task] = await tasksOf(db, mine, job);
    await db.updateTable('tasks').set({ status: 'failed' }).where('id', '=', task?.id ?? '').execute();
    const tasks = taskStore(db);

    expect(await jobs.list(scope(), aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await jobs.find(scope(), job.id)).toBeUndefined();
    expect(await jobs.cancel(scope(), job.id)).toBeUndefined();
    expect(await tasks.list(scope(), aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await tasks.find(scope(), task?.id ?? '')).toBeUndefined();
    expect(await tasks.retry(scope(), task?.id ?? '')).toBeUndefined();
    expect(await jobs.find(mine, job.id)).toEqual(job);
  });
});

it('a scope that is bound to a project sees its jobs and tasks', async () => {
  const bound: Scope = { ...mine, projectId: processor.project_id };
  const job = await newJob([1]);

  expect(await jobs.list(bound, aPage(1, 10))).toEqual({ rows: [job], total: 1 });
  expect((await taskStore(database().db).list(bound, aPage(1, 10))).total).toBe(1);
});

it('an id with U+0000 is of nothing', async () => {
  const tasks = taskStore(database().db);

  expect([await jobs.find(mine, 'job_\0'), await jobs.cancel(mine, 'job_\0'), await tasks.find(mine, 'tsk_\0'), await tasks.retry(mine, 'tsk_\0')]).toEqual([undefined, undefined, undefined, undefined]);
});

describe('retry', () => {
  it.each(['queued', 'running', 'succeeded', 'cancelled'] as const)('leaves a task that is %s as it is', async (status) => {
    const { db } = database();
    const job = await newJob([1]);
    await db.updateTable('tasks').set({ status }).where('job_id', '=', job.id).execute();
    const [task] = await tasksOf(db, mine, job);

    expect(await taskStore(db).retry(mine, task?.id ?? '')).toBe('not_failed');
    expect(await tasksOf(db, mine, job)).toEqual([task]);
  });

  it.each([
    ['was cancelled', { status: 'cancelled', cancel_requested_at: new Date(), finished_at: new Date() }],
    ['is to be cancelled', { status: 'running', cancel_requested_at: new Date() }],
    ['was broken off, so that tasks of it were never done', { status: 'failed', finished_at: new Date(), failed: 1 }],
  ] as const)('leaves a task whose job %s as it is', async (_, is) => {
    const { db } = database();
    const job = await newJob([1, 2]);
    await db.updateTable('jobs').set(is).where('id', '=', job.id).execute();
    const [task] = await tasksOf(db, mine, job);
    await db.updateTable('tasks').set({ status: 'failed' }).where('id', '=', task?.id ?? '').execute();

    expect(await taskStore(db).retry(mine, task?.id ?? '')).toBe('not_failed');
  });

  it('puts a task back while its job goes on', async () => {
    const { db } = database();
    const job = await newJob([1, 2]);
    // Those that other tests have left are due for longer.
    await db.updateTable('jobs').set({ due_at: null }).where('id', '!=', job.id).execute();
    const claimed = await jobQueue(db).claim('lease', []);
    await db.updateTable('jobs').set({ failed: 1 }).where('id', '=', job.id).execute();
    await db.updateTable('tasks').set({ status: 'failed', error: 'no' }).where('job_id', '=', job.id).where('number', '=', 0).execute();
    const [task] = await tasksOf(db, mine, job);

    expect(await taskStore(db).retry(mine, task?.id ?? '')).toMatchObject({ status: 'queued', error: null });
    expect(await jobs.find(mine, job.id)).toMatchObject({ status: 'running', failed: 0 });
    expect(await jobQueue(db).renew(claimed ? [claimed.hold] : [])).toHaveLength(1);
  });
});

it('a worker sees nothing of a job that has the same id in another account', async () => {
  const { db } = database();
  const job = await newJob([1, 2]);
  await db.insertInto('jobs').values({ ...columnsOf(foreign), id: job.id, kind: 'run', status: 'queued', project_id: null, resource_id: null, request: {}, total: 1, key_id: 'key_2', error: null, lease: 'theirs' }).execute();
  await taskStore(db).insert(foreign, { id: job.id, project_id: null }, ['foreign']);
  const hold = { scope: foreign, jobId: job.id, lease: 'theirs' };
  const queue = taskQueue(db);

  expect(await queue.waiting(hold, 0)).toEqual([0]);
  expect((await queue.claim(hold, [0, 1])).map(({ input }) => input)).toEqual(['foreign']);
  await queue.cancelWaiting(hold, 0);
  await queue.cancelRunning(hold);
  expect((await tasksOf(db, mine, job)).map(({ status }) => status)).toEqual(['queued', 'queued']);
  expect((await taskStore(db).outputs(mine, job.id, 0, 10)).length).toBe(2);
});
