import { AbortError, Client, ConnectionError, TimeoutError, type ClientOptions } from '@plumbline/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { behindProxy } from './harness/behind-proxy.ts';
import { startProxy, type Fault } from './harness/failing-proxy.ts';
import { newPlaces, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let live: Place;
beforeAll(async () => {
  api = await startApi(database());
  ({ live } = await newPlaces(database().db));
});
afterAll(() => api[Symbol.asyncDispose]());

const behind = (faults: readonly Fault[], options?: ClientOptions) => behindProxy(api, live, faults, options);
const LATER: Fault = { status: 503, headers: { 'retry-after': '60' } };

describe('a server that says nothing', () => {
  it('has as long as one attempt may take, and is asked again', async () => {
    await using through = await behind(['silence', 'silence']);

    // A busy machine may need more attempts than there are faults.
    expect(await through.client.projects.get(through.project, { timeout: 500, retries: 20 })).toMatchObject({ id: through.project });
    expect(through.attempts.length).toBeGreaterThanOrEqual(3);
  });

  it('ends the call when no attempt is left', async () => {
    await using through = await behind(['silence', 'silence'], { timeout: 200, retries: 1 });

    const error = await through.client.projects.get(through.project).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ name: 'TimeoutError', operation: 'getProject', attempts: 2 });
  });

  it('is not asked again to change what it may have changed', async () => {
    await using through = await behind(['silence'], { timeout: 200 });

    await expect(through.client.projects.update(through.project, { name: 'Changed' })).rejects.toMatchObject({ name: 'TimeoutError', attempts: 1 });
  });

  it('has no longer than the whole call may take', async () => {
    await using through = await behind(Array<Fault>(10).fill('silence'), { timeout: 300, retries: 9 });

    const error = await through.client.projects.get(through.project, { maxTime: 500 }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TimeoutError);
    expect(through.attempts.length).toBeLessThanOrEqual(2);
  });
});

it('a wait that would pass the end of the call is not begun: what is known is told at once', async () => {
  await using through = await behind([LATER]);

  await expect(through.client.projects.get(through.project, { maxTime: 30_000 })).rejects.toMatchObject({ name: 'ServiceUnavailableError', status: 503, attempts: 1 });
});

it('where nobody listens, there is no connection', async () => {
  const proxy = await startProxy(api.url);
  await proxy[Symbol.asyncDispose]();
  const client = new Client({ baseUrl: proxy.url, apiKey: 'sk_live_x', retries: 1 });

  const error = await client.users.list().catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ operation: 'listUsers', attempts: 2, retryable: true, message: expect.stringContaining('ECONNREFUSED') });
});

describe('a caller who gives up', () => {
  const reason = new Error('changed my mind');
  const ended = { name: 'AbortError', cause: reason };

  it('before it has begun sends nothing', async () => {
    await using through = await behind([]);

    await expect(through.client.projects.get(through.project, { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({ ...ended, attempts: 0 });
    expect(through.attempts).toHaveLength(0);
  });

  it('in the middle of a request ends it', async () => {
    const stop = new AbortController();
    await using through = await behind(['silence'], { hooks: { onRequest: () => void setTimeout(() => stop.abort(reason), 100) } });

    const error = await through.client.projects.get(through.project, { signal: stop.signal }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ ...ended, operation: 'getProject', attempts: 1 });
  });

  it('in the middle of a wait for another attempt waits no longer', async () => {
    const stop = new AbortController();
    await using through = await behind([LATER], { hooks: { onRetry: () => void setTimeout(() => stop.abort(reason), 100) } });

    await expect(through.client.projects.get(through.project, { signal: stop.signal })).rejects.toMatchObject({ ...ended, attempts: 1 });
  });

  it('in the middle of an iteration gets no further page', async () => {
    const stop = new AbortController();
    await using through = await behind([]);
    const seen: string[] = [];

    const all = async () => {
      for await (const { id } of through.client.projects.list({ per_page: 1 }, { signal: stop.signal })) {
        seen.push(id);
        stop.abort(reason);
      }
    };

    await expect(all()).rejects.toMatchObject({ ...ended, operation: 'listProjects' });
    expect([seen.length, through.attempts.length]).toEqual([1, 1]);
  });
});
