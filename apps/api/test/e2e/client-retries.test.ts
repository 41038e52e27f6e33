import { ApiError, ConnectionError, TooManyRequestsError, type Client, type ClientOptions, type PlumblineError } from '@plumbline/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { behindProxy } from './harness/behind-proxy.ts';
import type { Attempt, Fault } from './harness/failing-proxy.ts';
import { newPlaces, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let live: Place;
beforeAll(async () => {
  api = await startApi(database());
  ({ live } = await newPlaces(database().db));
});
afterAll(() => api[Symbol.asyncDispose]());

const FAULTS = {
  reset: 'reset',
  'lost answer': 'lost answer',
  unavailable: { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Service Unavailable</h1>' },
  'bad gateway': { status: 502 },
  broken: { status: 500, body: 'oops' },
  slow: { status: 408 },
  'in progress': { status: 409, headers: { 'content-type': 'application/json' }, body: '{"error":{"code":"idempotency_in_progress","message":"Not done yet."}}' },
  gone: { status: 404 },
  'too many': { status: 429, headers: { 'retry-after': '1' } },
  'until a date': { status: 503, headers: { date: 'Tue, 24 Nov 2026 12:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 12:00:01 GMT' } },
} satisfies Record<string, Fault>;
type FaultName = keyof typeof FAULTS;

const behind = (faults: readonly FaultName[], options?: ClientOptions) => behindProxy(api, live, faults.map((name) => FAULTS[name]), options);

/** What is done through the proxy: to ask, to make with a key, and to change with nothing that makes it safe to repeat. */
const CALLS = {
  get: ({ projects }: Client, project: string) => projects.get(project),
  create: ({ projects }: Client) => projects.create({ name: 'Made through a proxy' }),
  update: ({ projects }: Client, project: string) => projects.update(project, { name: 'Changed' }),
} satisfies Record<string, (client: Client, project: string) => Promise<unknown>>;

type Row = [faults: FaultName[], call: keyof typeof CALLS, attempts: number, ends: 'well' | number | 'in a ConnectionError'];
const ROWS: Row[] = [
  [['reset', 'reset'], 'get', 3, 'well'],
  [['reset', 'unavailable'], 'create', 3, 'well'],
  [['reset'], 'update', 1, 'in a ConnectionError'],
  [['lost answer'], 'update', 1, 'in a ConnectionError'],
  [['reset', 'reset', 'reset'], 'get', 3, 'in a ConnectionError'],
  [['unavailable', 'unavailable'], 'update', 3, 'well'],
  [['unavailable', 'unavailable', 'unavailable'], 'get', 3, 503],
  [['broken', 'bad gateway'], 'get', 3, 'well'],
  [['broken'], 'create', 2, 'well'],
  [['broken'], 'update', 1, 500],
  [['bad gateway'], 'update', 1, 502],
  [['slow'], 'update', 2, 'well'],
  [['gone'], 'get', 1, 404],
];

const endOf = (error: unknown) => (error instanceof ApiError ? error.status : error instanceof ConnectionError ? 'in a ConnectionError' : error);

describe('a proxy that fails', () => {
  it.concurrent.each(ROWS)('%j before a %s: it is asked %i times, and that ends %s', async (faults, call, asked, ends) => {
    await using through = await behind(faults);
    const { client, attempts, project } = through;

    const end = await CALLS[call](client, project).then(() => 'well', (error: PlumblineError & { attempts: number }) => [endOf(error), error.attempts]);

    expect(end).toEqual(ends === 'well' ? ends : [ends, asked]);
    expect(attempts).toHaveLength(asked);
    expect(new Set(attempts.map(keyOf)).size).toBe(1);
  });

  it.concurrent.each(['too many', 'until a date'] as const)('%s: is not asked again before it wants to be', async (fault) => {
    await using through = await behind([fault]);
    const { client, attempts, project } = through;

    await client.projects.get(project);

    const [first = 0, second = 0] = attempts.map(({ at }) => at);
    expect(attempts).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(1000);
  });

  it.concurrent('is asked as often as the client says, and as often as the call says', async () => {
    await using through = await behind(['too many', 'unavailable', 'unavailable'], { retries: 0 });
    const { client, attempts, project } = through;

    await expect(client.projects.get(project)).rejects.toBeInstanceOf(TooManyRequestsError);
    expect(attempts).toHaveLength(1);
    await expect(client.projects.get(project, { retries: 1 })).rejects.toMatchObject({ status: 503, attempts: 2 });
    expect(attempts).toHaveLength(3);
  });

  it.concurrent('of each attempt the hooks are told', async () => {
    const told: string[] = [];
    const hooks: ClientOptions['hooks'] = {
      onRequest: ({ attempt }) => void told.push(`request ${attempt}`),
      onResponse: ({ attempt, status }) => void told.push(`response ${attempt}: ${status}`),
      onRetry: ({ attempt, error }) => void told.push(`retry ${attempt}: ${String(endOf(error))}`),
    };
    await using through = await behind(['reset', 'unavailable'], { hooks });
    const { client, project } = through;

    await client.projects.get(project);

    expect(told).toEqual(['request 1', 'retry 1: in a ConnectionError', 'request 2', 'response 2: 503', 'retry 2: 503', 'request 3', 'response 3: 200']);
  });
});

describe('an answer that is lost behind its effect', () => {
  it.concurrent('is had again: one effect, one key, and what the first attempt made', async () => {
    await using through = await behind(['lost answer', 'lost answer']);
    const { client, attempts } = through;
    const name = `Made once ${crypto.randomUUID()}`;

    const { data, headers } = await client.projects.create({ name }).withResponse();

    expect(attempts.map(({ answer }) => [answer?.status, answer?.headers['idempotent-replayed']])).toEqual([[201, undefined], [201, 'true'], [201, 'true']]);
    expect(headers.idempotentReplayed).toBe(true);
    expect(new Set(attempts.map(keyOf))).toEqual(new Set([expect.stringMatching(/^[\da-f]{8}-[\da-f-]{27}$/)]));
    const made = await database().db.selectFrom('projects').select('id').where('name', '=', name).execute();
    expect(made).toEqual([{ id: data.id }]);
  });

  it.concurrent('has the caller’s own key, when there is one, and each call has one of its own', async () => {
    await using through = await behind(['lost answer']);
    const { client, attempts } = through;

    await client.projects.create({ name: 'Mine' }, { idempotencyKey: 'of-the-caller' });
    await client.projects.create({ name: 'One' });
    await client.projects.create({ name: 'Two' });

    const keys = attempts.map(keyOf);
    expect(keys.slice(0, 2)).toEqual(['of-the-caller', 'of-the-caller']);
    expect(new Set(keys).size).toBe(3);
  });

  it.concurrent('is waited for while the first attempt is still being carried out', async () => {
    await using through = await behind(['in progress']);
    const { client, attempts } = through;

    expect(await client.projects.create({ name: 'Made in the end' })).toMatchObject({ name: 'Made in the end' });
    expect(attempts).toHaveLength(2);
  });
});

function keyOf({ headers }: Attempt): unknown {
  return headers['idempotency-key'];
}
