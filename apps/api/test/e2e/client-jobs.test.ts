import { AbortError, Client, TimeoutError } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { answered, aWorker, newProcessor } from '../jobs.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { issue, newPlaces, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let live: Place;
let client: Client;
let resource_id: string;
beforeAll(async () => {
  api = await startApi(database());
  ({ live } = await newPlaces(database().db));
  const { key: apiKey } = await issue(createStore(live.db), live);
  client = new Client({ apiKey, baseUrl: api.url + contract.basePath });
  ({ id: resource_id } = await newProcessor(live.db, live.scope, 'https://processor.example.com'));
});
afterAll(() => api[Symbol.asyncDispose]());

const make = (inputs: number[]) => client.jobs.create({ kind: 'run', resource_id, inputs });

it('a job is waited for to its end, and its progress is told', async () => {
  const inputs = [0, 1, 2, 3, 4, 5];
  const told: number[] = [];
  const job = await make(inputs);
  let running = 0;
  aWorker(database(), async () => {
    running += 1;
    await new Promise((resolve) => setTimeout(resolve, running * 100));
    return answered(200, 'true');
  });

  const ended = await client.jobs.waitFor(job, { pollInterval: 50, onProgress: ({ percent }) => void told.push(percent) });

  expect(ended).toMatchObject({ id: job.id, status: 'succeeded', progress: { total: 6, succeeded: 6, percent: 100 } });
  expect([told[0], told.at(-1), told]).toEqual([0, 100, told.toSorted((a, b) => a - b)]);
  expect(told.length).toBeGreaterThan(2);
  expectTypeOf(ended.status).toEqualTypeOf<'succeeded' | 'failed' | 'cancelled'>();
  const tasks = await client.tasks.list({ job_id: job.id }).toArray({ limit: 10 });
  expect(tasks.map(({ output }) => output)).toEqual(inputs.map(() => true));
});

it.each([
  ['failed', (id: string) => id, () => answered(500, 'no')],
  ['cancelled', (id: string) => client.jobs.cancel(id).then(() => id), () => answered(200, '1')],
] as const)('a job that is %s has ended, too, and is waited for by its id', async (status, before, answer) => {
  const { id } = await make([1]);
  await before(id);
  aWorker(database(), answer);

  expect(await client.jobs.waitFor(id, { pollInterval: 50 })).toMatchObject({ id, status });
});

it('a job that does not end is left alone when the caller has waited enough', async () => {
  const { id } = await make([1]);

  await expect(client.jobs.waitFor(id, { pollInterval: 20, maxTime: 300 })).rejects.toBeInstanceOf(TimeoutError);
  await expect(client.jobs.waitFor(id, { signal: AbortSignal.timeout(100) })).rejects.toBeInstanceOf(AbortError);
  expect(await client.jobs.get(id)).toMatchObject({ status: 'queued' });
});

it('a job that is not there is told at once', async () => {
  await expect(client.jobs.waitFor('job_0')).rejects.toMatchObject({ code: 'job_not_found', operation: 'getJob' });
});
