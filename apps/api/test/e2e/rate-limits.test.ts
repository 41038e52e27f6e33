import type { OperationEntry } from '@plumbline/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleRequest } from './harness/example-requests.ts';
import type { Answer } from './harness/send.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
beforeAll(async () => {
  api = await startApi(database());
  account = await newAccount(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

const ENTRIES = ALL_OPERATIONS.map(({ version, operationId, title }) => {
  const entry: OperationEntry = version.contract.operations[operationId];
  const { path, method, body } = exampleRequest(version, operationId);
  const policies: Readonly<Record<string, { limit: number; window: number }>> = version.contract.rateLimits;
  const { policy: name, cost } = entry.rateLimit ?? { policy: '', cost: 0 };
  return { title, name, cost, policy: policies[name], send: (key: string) => timed(() => api.send(method, path, { key, ...(body && { json: body }) })) };
});
const COUNTED = ENTRIES.flatMap(({ policy, ...entry }) => (policy ? [{ ...entry, policy }] : []));
const FREE = ENTRIES.filter(({ policy }) => policy === undefined);

type Timed = Answer & { sentAt: number };

async function timed(send: () => Promise<Answer>): Promise<Timed> {
  const sentAt = Date.now();
  return { sentAt, ...(await send()) };
}

/** How often a key may call before it is refused. */
const TIMES = 3;

it.each(COUNTED)('$title has the limit of the policy $name, and says what is left of it', async ({ name, cost, policy, send }) => {
  const { key } = await account.key();

  const answer = await send(key);

  expect(told(answer)).toEqual(headersOf(name, policy, policy.limit - cost, secondsLeft(answer)));
  expect(secondsLeft(answer)).toBe(policy.window);
});

it.each(COUNTED)('$title is refused when the limit is used up, which a key may have of its own', async ({ name, cost, policy, send }) => {
  const { key, id } = await account.key();
  const own = { ...policy, limit: TIMES * cost };
  await createStore(database().db).keys.setLimit(id, own.limit);

  for (let left = own.limit - cost; left >= 0; left -= cost) {
    const answer = await send(key);
    expect([answer.status === 429, told(answer)]).toEqual([false, headersOf(name, own, left, secondsLeft(answer))]);
  }
  const refused = await send(key);

  expect([refused.status, refused.json.error.code]).toEqual([429, 'rate_limit_exceeded']);
  expect(told(refused)).toEqual(headersOf(name, own, 0, secondsLeft(refused)));
  expect(refused.headers['retry-after']).toBe(String(secondsLeft(refused)));
  expect(api.breaches.splice(0)).toEqual([]);
});

it.each(COUNTED)('$title is not counted in the sandbox', async ({ send }) => {
  expect(told(await send(account.sandboxKey))).toEqual({});
});

it.each(FREE)('$title is counted for nobody', async ({ send }) => {
  expect(told(await send(account.liveKey))).toEqual({});
});

/** What an answer says of limits. A moment cannot be foreseen: it is told whether it is as many seconds off as is said. */
function told({ headers, sentAt }: Timed): Record<string, unknown> {
  const shown = Object.entries(headers).filter(([name]) => name.includes('ratelimit'));
  const isRight = (reset: number) => {
    const [earliest, latest] = [sentAt, Date.now()].map((time) => time / 1_000 + Number(headers['ratelimit-reset']));
    return reset > Number(earliest) - 1 && reset < Number(latest) + 1;
  };
  return Object.fromEntries(shown.map(([name, value]) => [name, name === 'x-ratelimit-reset' ? isRight(Number(value)) : value]));
}

function secondsLeft({ headers }: Timed): number {
  return Number(headers['ratelimit-reset']);
}

/** Both families of headers, and those of the draft. */
function headersOf(name: string, { limit, window }: { limit: number; window: number }, left: number, wait: number): Record<string, unknown> {
  return {
    ratelimit: `"${name}";r=${left};t=${wait}`,
    'ratelimit-policy': `"${name}";q=${limit};w=${window}`,
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(left),
    'ratelimit-reset': String(wait),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': true,
  };
}
