import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobResult } from '../../src/jobs/job-result.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { all, answered, aWorker, eventsOf, hang, newProcessor, until } from '../jobs.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
const URL = 'https://processor.example.com';
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** An account with a processor, and a client with its live key. */
async function setUp(url: string | null = null) {
  const account = await newAccount(database().db);
  const processor = await newProcessor(database().db, account.live, url);
  return { account, processor, client: api.client(account.liveKey) };
}

const theJob = (job_id = '') => ({ params: { path: { job_id } } });
const theTask = (task_id = '') => ({ params: { path: { task_id } } });

describe('a run', () => {
  it('is taken on at once, worked at behind the answer, and shown with its tasks', async () => {
    const { client, processor, account } = await setUp();
    const made = await client.POST('/jobs', { body: { kind: 'run', resource_id: processor.id, inputs: [{ n: 1 }, null, 'x'] } });

    expect(made.response.status).toBe(202);
    expect(made.response.headers.get('location')).toBe(`/v1/jobs/${made.data?.id}`);
    expect(made.data).toEqual({
      id: expect.stringMatching(/^job_[0-9A-Za-z]{22}$/),
      kind: 'run',
      status: 'queued',
      project_id: processor.project_id,
      resource_id: processor.id,
      format: 'ndjson',
      progress: { total: 3, succeeded: 0, failed: 0, percent: 0 },
      error: null,
      result_url: null,
      created_at: expect.any(String),
      updated_at: made.data?.created_at,
      started_at: null,
      finished_at: null,
    });

    aWorker(database());
    await until(database().db, account.live, { id: made.data?.id ?? '' }, 'succeeded');
    const job = (await client.GET('/jobs/{job_id}', theJob(made.data?.id))).data;
    expect(job).toMatchObject({ progress: { total: 3, succeeded: 3, failed: 0, percent: 100 }, result_url: `/v1/jobs/${job?.id}/result`, finished_at: expect.any(String) });
    expect((await client.GET('/jobs', { params: { query: { status: 'succeeded', resource_id: processor.id } } })).data?.data).toEqual([job]);

    const tasks = (await client.GET('/tasks', { params: { query: { job_id: job?.id ?? '', sort: 'number', order: 'asc' } } })).data?.data ?? [];
    expect(tasks.map(({ number, input, output, status, attempts }) => [number, input, output, status, attempts])).toEqual([
      [0, { n: 1 }, { n: 1 }, 'succeeded', 1],
      [1, null, null, 'succeeded', 1],
      [2, 'x', 'x', 'succeeded', 1],
    ]);
    expect((await client.GET('/tasks/{task_id}', theTask(tasks[0]?.id))).data).toEqual(tasks[0]);
    expect((await client.GET('/logs', { params: { query: { job_id: job?.id ?? '' } } })).data?.data.map(({ source }) => source).toSorted()).toEqual(['job', 'job', 'task', 'task', 'task']);
  });

  it.each([
    ['does not exist', 'resource_not_found', async () => 'res_0'],
    ['is of another account', 'resource_not_found', async () => (await setUp()).processor.id],
    ['is no processor', 'not_runnable', async (client: Client) => (await client.POST('/resources', { body: { name: 'q', type: 'queue' } })).data?.id ?? ''],
    ['is inactive', 'not_runnable', async (client: Client) => (await client.POST('/resources', { body: { name: 'p', type: 'processor', status: 'inactive' } })).data?.id ?? ''],
  ] as const)('is refused for a resource that %s', async (_, code, resource) => {
    const { client } = await setUp();
    const { error, response } = await client.POST('/jobs', { body: { kind: 'run', resource_id: await resource(client), inputs: [1] } });

    expect([response.status, error?.error.details]).toEqual([422, [expect.objectContaining({ pointer: '/resource_id', code })]]);
    expect((await client.GET('/jobs')).data?.data).toEqual([]);
  });

  it('is made once, however often it is asked for with one key', async () => {
    const { client, processor, account } = await setUp();
    const ask = () => client.POST('/jobs', { params: { header: { 'Idempotency-Key': 'once' } }, body: { kind: 'run', resource_id: processor.id, inputs: [1] } });
    const [first, again] = [await ask(), await ask()];

    expect(again.data).toEqual(first.data);
    expect((await client.GET('/jobs')).data?.data).toHaveLength(1);
    expect((await eventsOf(database().db, account.live)).filter(([event]) => event === 'job.created')).toHaveLength(1);
  });
});

describe('cancelJob', () => {
  it('ends a job that has not begun with the answer, and again with the same one', async () => {
    const { client, processor, account } = await setUp();
    const { data } = await client.POST('/jobs', { body: { kind: 'run', resource_id: processor.id, inputs: [1, 2] } });
    const cancelled = await client.POST('/jobs/{job_id}/cancel', theJob(data?.id));

    expect([cancelled.response.status, cancelled.data]).toEqual([202, { ...data, status: 'cancelled', updated_at: cancelled.data?.updated_at, finished_at: expect.any(String) }]);
    expect((await client.POST('/jobs/{job_id}/cancel', theJob(data?.id))).data).toEqual(cancelled.data);
    expect((await client.GET('/tasks', { params: { query: { job_id: data?.id ?? '' } } })).data?.data.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect((await eventsOf(database().db, account.live)).map(([event]) => event)).toEqual(['job.created', 'job.cancelled']);
  });

  it('asks the worker of one that has begun, and refuses one that is done', async () => {
    const { client, processor, account } = await setUp(URL);
    const [first, second] = [await client.POST('/jobs', { body: { kind: 'run', resource_id: processor.id, inputs: ['slow'] } }), await client.POST('/jobs', { body: { kind: 'run', resource_id: processor.id, inputs: ['fast'] } })];
    aWorker(database(), (url, request) => (request.body === '"slow"' ? hang(url, request) : answered(200, '1')));
    await until(database().db, account.live, { id: second.data?.id ?? '' }, 'succeeded');
    await until(database().db, account.live, { id: first.data?.id ?? '' }, 'running');

    expect((await client.POST('/jobs/{job_id}/cancel', theJob(first.data?.id))).data).toMatchObject({ status: 'running' });
    await until(database().db, account.live, { id: first.data?.id ?? '' }, 'cancelled');
    expect((await client.POST('/jobs/{job_id}/cancel', theJob(second.data?.id))).error?.error.code).toBe('job_finished');
  });
});

describe('retryTask', () => {
  it('puts a failed task back to work, but not when there is no processor for it any more', async () => {
    const { client, processor, account } = await setUp(URL);
    const { data: job } = await client.POST('/jobs', { body: { kind: 'run', resource_id: processor.id, inputs: [1] } });
    let status = 500;
    aWorker(database(), () => answered(status, '1'));
    await until(database().db, account.live, { id: job?.id ?? '' }, 'failed');
    const [task] = (await client.GET('/tasks', { params: { query: { job_id: job?.id ?? '' } } })).data?.data ?? [];
    const retry = () => client.POST('/tasks/{task_id}/retry', theTask(task?.id));

    await client.PATCH('/resources/{resource_id}', { params: { path: { resource_id: processor.id } }, body: { status: 'inactive' } });
    expect((await retry()).error?.error).toMatchObject({ code: 'task_not_failed', message: 'The task cannot be tried again. The resource is inactive and not active.' });
    expect((await client.GET('/tasks/{task_id}', theTask(task?.id))).data).toEqual(task);

    await client.PATCH('/resources/{resource_id}', { params: { path: { resource_id: processor.id } }, body: { status: 'active' } });
    status = 200;
    const again = await retry();
    expect([again.response.status, again.data]).toMatchObject([202, { status: 'queued', attempts: 1, error: null }]);
    await until(database().db, account.live, { id: job?.id ?? '' }, 'succeeded');
    expect((await client.GET('/tasks/{task_id}', theTask(task?.id))).data).toMatchObject({ status: 'succeeded', attempts: 2 });
    expect((await retry()).error?.error.code).toBe('task_not_failed');
  });
});

describe('an export', () => {
  it('writes what the API shows, in the format that was asked for', async () => {
    const { client, account, processor } = await setUp();
    const { data, response } = await client.POST('/jobs', { body: { kind: 'export', format: 'csv', include: ['projects', 'resources'] } });
    aWorker(database());
    await until(database().db, account.live, { id: data?.id ?? '' }, 'succeeded');
    const job = (await client.GET('/jobs/{job_id}', theJob(data?.id))).data;

    expect([response.status, data]).toMatchObject([202, { kind: 'export', format: 'csv', project_id: null, resource_id: null }]);
    expect(job).toMatchObject({ progress: { total: 2, succeeded: 2, percent: 100 }, result_url: `/v1/jobs/${data?.id}/result` });
    const row = await createStore(database().db).jobs.find(account.live, job?.id ?? '');
    const result = row && jobResult(createStore(database().db), account.live, row);
    expect((await all(result?.chunks)).join('').split('\r\n').slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([['project', processor.project_id], ['resource', processor.id], ['']]);
  });

  it('holds nothing that the key which asks for it may not read', async () => {
    const { account } = await setUp();
    const { key } = await account.key({ scopes: ['jobs:write', 'jobs:read', 'projects:read'] });
    const client = api.client(key);
    const { error, response } = await client.POST('/jobs', { body: { kind: 'export', include: ['projects', 'users', 'audit'] } });

    expect([response.status, error?.error.details]).toEqual([422, [expect.objectContaining({ pointer: '/include', message: 'names what the key may not read without users:read, audit:read' })]]);
    expect((await client.POST('/jobs', { body: { kind: 'export', include: ['projects'] } })).response.status).toBe(202);
  });

  it('by a key of one project is one of that project', async () => {
    const { account, processor } = await setUp();
    const { key } = await account.key({ projectId: processor.project_id });
    const [bound, whole] = [api.client(key), api.client(account.liveKey)];
    const { data } = await bound.POST('/jobs', { body: { kind: 'export' } });

    expect(data).toMatchObject({ project_id: processor.project_id });
    expect((await bound.GET('/jobs')).data?.data).toEqual([data]);
    const foreign = await whole.POST('/jobs', { body: { kind: 'export', project_id: 'prj_0' } });
    expect([foreign.response.status, foreign.error?.error.details]).toEqual([422, [expect.objectContaining({ pointer: '/project_id' })]]);
  });
});

type Client = ReturnType<ApiServer['client']>;
