import { Client } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { watchedLimiter, type Counted } from './harness/watched-limiter.ts';
import { issue, newPlaces, type Place } from './harness/world.ts';

/** A key of this plan has 100 a second and 10,000 an hour, so that this takes ten windows of the second. */
const CALLS = 1000;
/** How many calls two clients share, each of which runs into what the other one does. */
const SHARED = 300;
const LIMIT = contract.rateLimits.standard.windows.burst.limit;

const database = testDatabase();
const { limiter, countedOf } = watchedLimiter();
let api: ApiServer;
let live: Place;
beforeAll(async () => {
  api = await startApi(database(), { seams: { limiter } });
  ({ live } = await newPlaces(database().db));
  await database().db.updateTable('accounts').set({ plan: 'enterprise' }).where('id', '=', live.scope.accountId).execute();
});
afterAll(() => api[Symbol.asyncDispose]());

interface Run {
  counted: Counted;
  /** When a client began to wait for a window, in milliseconds since 1970. */
  waits: number[];
  /** How many calls gave what they were to give. */
  done: number;
}

/** Makes the calls with one key, with some clients and so many calls of each in flight. */
async function run({ calls, clients, inFlight }: { calls: number; clients: number; inFlight: number }): Promise<Run> {
  const { key: apiKey, id } = await issue(createStore(live.db), live);
  const waits: number[] = [];
  let left = calls;
  let done = 0;
  const work = async (client: Client) => {
    for (; left > 0; done += 1) {
      left -= 1;
      await client.settings.get();
    }
  };
  const client = () => new Client({ apiKey, baseUrl: api.url + contract.basePath, retries: 5, hooks: { onWait: () => void waits.push(Date.now()) } });

  await Promise.all(Array.from({ length: clients }, client).flatMap((one) => Array.from({ length: inFlight }, () => work(one))));

  return { counted: countedOf(id), waits, done };
}

/**
 * The part of the allowed rate that was used while calls were kept back: of what all windows had in which one was, and
 * of those that went by unused between two of them. It is counted and not timed: in a window in which nothing waits, the
 * machine is what is too slow. Neither the first window counts, whose limit is not known before the first answer, nor the
 * last one, at the end of which nothing is left to do.
 */
function rateUsed({ counted: { windows }, waits }: Run): number {
  const paced = windows.slice(1, -1).filter(({ began, ends }) => waits.some((at) => at >= began && at < ends));
  const unused = windows.slice(1).reduce((sum, { began }, before) => sum + Math.max(0, Math.floor((began - (windows[before]?.ends ?? began)) / 1000)), 0);
  const used = paced.reduce((sum, window) => sum + window.used, 0);
  return paced.length + unused === 0 ? 1 : used / ((paced.length + unused) * LIMIT);
}

describe(`calls with a key that has ${LIMIT} a second`, () => {
  // A machine that stands still for half a second in between gets another try.
  it.concurrent.each([1, 16])(`meet no 429 and use 95 percent of what is allowed, ${CALLS} with %i in flight`, { retry: 2, timeout: 120_000 }, async (inFlight) => {
    const all = await run({ calls: CALLS, clients: 1, inFlight });

    expect(all).toMatchObject({ done: CALLS, counted: { passed: CALLS, refused: 0 } });
    expect(rateUsed(all)).toBeGreaterThanOrEqual(0.95);
    expect(all.waits.length).toBeGreaterThan(inFlight > 1 ? 0 : -1); // One after the other, a slow machine may not come near the limit.
  });

  it('are all answered, though two clients know nothing of each other', async () => {
    expect(await run({ calls: SHARED, clients: 2, inFlight: 16 })).toMatchObject({ done: SHARED, counted: { passed: SHARED } });
  });
});
