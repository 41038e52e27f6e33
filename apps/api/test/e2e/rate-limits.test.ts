import { contract } from '@plumbline/contract';
import { memoryLimiter, type OperationEntry, type RateLimitPolicy } from '@plumbline/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANS } from '../../src/admin/plans.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleRequest } from './harness/example-requests.ts';
import type { Answer } from './harness/send.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

/** What the account is on, unless a test puts it on another one. */
const PLAN = 'free';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
/** The clock of the limiter, so that a window ends when a test says so. */
let now = Date.UTC(2026, 10, 24, 12);
const limiter = memoryLimiter(() => now);
beforeAll(async () => {
  api = await startApi(database(), { seams: { limiter } });
  account = await newAccount(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

interface Window {
  name: string;
  seconds: number;
  limit: number;
}

const ENTRIES = ALL_OPERATIONS.map(({ version, operationId, title }) => {
  const entry: OperationEntry = version.contract.operations[operationId];
  const { path, method, body } = exampleRequest(version, operationId);
  const policies: Readonly<Record<string, RateLimitPolicy>> = version.contract.rateLimits;
  const { policy: name, cost } = entry.rateLimit ?? { policy: '', cost: 0 };
  return { title, cost, policy: policies[name], send: (key: string) => api.send(method, path, { key, ...(body && { json: body }) }) };
});
const COUNTED = ENTRIES.flatMap(({ policy, ...entry }) => (policy ? [{ ...entry, policy }] : []));
const FREE = ENTRIES.filter(({ policy }) => policy === undefined);

describe.each(COUNTED)('$title', ({ cost, policy, send }) => {
  it('has the limits of the plan, and says what is left of each window', async () => {
    const { key } = await account.key();
    expect(told(await send(key))).toEqual(headersOf(windowsOf(policy, PLAN), cost));
  });

  it('is refused when the limit is used up, which a key may have of its own, until the window ends', async () => {
    const { key, id } = await account.key();
    const own = 3 * cost;
    await createStore(database().db).keys.setLimit(id, own);
    const windows = windowsOf(policy, PLAN, own);

    for (let used = cost; used <= own; used += cost) {
      const answer = await send(key);
      expect([answer.status === 429, told(answer)]).toEqual([false, headersOf(windows, used)]);
    }
    const refused = await send(key);

    expect([refused.status, refused.json.error.code, told(refused)]).toEqual([429, 'rate_limit_exceeded', headersOf(windows, own)]);
    expect(refused.headers['retry-after']).toBe(String(windows[0]?.seconds));
    now += Number(refused.headers['retry-after']) * 1000;
    expect((await send(key)).status).not.toBe(429);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('is not counted in the sandbox', async () => {
    expect(told(await send(account.sandboxKey))).toEqual({});
  });
});

it.each(FREE)('$title is counted for nobody', async ({ send }) => {
  expect(told(await send(account.liveKey))).toEqual({});
});

describe.each(PLANS)('the plan %s', (plan) => {
  const [quota, burst] = windowsOf(contract.rateLimits.standard, plan);

  it('allows as many requests an hour as the contract says, and not one more', async () => {
    const { id, key } = await onPlan(plan);
    const { limit = 0 } = quota ?? {};
    const before = limit - 50;
    await limiter.consume(id, before, 'standard', quota ? [quota] : []);

    for (let sent = before; sent < limit; sent += 1) expect((await list(key)).status).toBe(200);
    const refused = await list(key);

    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3600']);
    expect(refused.json.error.message).toBe(`The key may use ${limit} requests in 3600 seconds. Try again in 3600 seconds.`);
  });

  it('allows as many requests a second as the contract says, and says which window refused', async () => {
    const { key } = await onPlan(plan);
    const answers: Answer[] = [];
    for (let sent = 0; sent <= Number(burst?.limit); sent += 1) answers.push(await list(key));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(Number(burst?.limit));
    const refused = answers.at(-1);
    expect(refused?.status).toBe(429);
    // Both windows of the smallest plan end with the same request; then the longer wait is told.
    expect(refused?.headers['retry-after']).toBe(quota?.limit === burst?.limit ? '3600' : '1');
  });
});

describe('a plan that changes', () => {
  it('is what the next request is counted by, with what was used so far', async () => {
    const { accountId, key } = await onPlan('free');
    await list(key);
    await createStore(database().db).accounts.setPlan(accountId, 'pro');
    const { headers } = await list(key);
    expect([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual(['1000', '998']);
  });
});

describe('a key that does not work from there', () => {
  it('is told what is left, and uses up nothing', async () => {
    const { key } = await account.key({ allowedAddresses: ['192.0.2.0/24'] });
    for (const _ of [1, 2]) {
      const refused = await list(key);
      expect([refused.json.error.code, told(refused)]).toEqual(['address_not_allowed', headersOf(windowsOf(contract.rateLimits.standard, PLAN), 0)]);
    }
  });
});

describe('an address that sends wrong keys', () => {
  it('is told to wait when it has failed as often as the contract says, but not for the right key', async () => {
    const { limit, seconds } = contract.rateLimits.failed_authentication.windows.failures;
    const guess = () => api.send('GET', '/v1/projects', { key: 'sk_live_guess' });
    now += seconds * 1000;

    for (let attempt = 0; attempt < limit; attempt += 1) expect((await guess()).status).toBe(401);
    const refused = await guess();

    expect([refused.status, refused.json.error.code, refused.headers['retry-after'], told(refused)]).toEqual([429, 'too_many_failed_attempts', String(seconds), {}]);
    expect((await api.send('GET', '/v1/projects', { key: account.liveKey })).status).toBe(200);
    expect((await api.send('GET', '/v1/projects', {})).status).toBe(401);
    now += Number(refused.headers['retry-after']) * 1000;
    expect((await guess()).status).toBe(401);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

function list(key: string): Promise<Answer> {
  return api.send('GET', '/v1/projects', { key });
}

/** An account of its own on a plan. */
async function onPlan(plan: (typeof PLANS)[number]): Promise<{ accountId: string; id: string; key: string }> {
  const { accountId, key } = await newAccount(database().db);
  await createStore(database().db).accounts.setPlan(accountId, plan);
  return { accountId, ...(await key()) };
}

/** The windows of a policy for a plan; the first is the key's own where it has one. */
function windowsOf({ windows }: RateLimitPolicy, plan: string, own?: number): Window[] {
  return Object.entries(windows).map(([name, { seconds, limit, limits }], index) => ({ name, seconds, limit: (index === 0 ? own : undefined) ?? limit ?? limits?.[plan] ?? Number.NaN }));
}

/** What an answer says of limits. */
function told({ headers }: Answer): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.includes('ratelimit')));
}

/** Both families of headers for the first window, and those of the draft for all, when so much of each is used. */
function headersOf(windows: readonly Window[], used: number): Record<string, unknown> {
  const [{ limit, seconds } = { limit: 0, seconds: 0 }] = windows;
  const left = String(limit - used);
  return {
    ratelimit: windows.map((window) => `"${window.name}";r=${window.limit - used};t=${window.seconds}`).join(', '),
    'ratelimit-policy': windows.map((window) => `"${window.name}";q=${window.limit};w=${window.seconds}`).join(', '),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': left,
    'ratelimit-reset': String(seconds),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': left,
    'x-ratelimit-reset': String(now / 1000 + seconds),
  };
}
