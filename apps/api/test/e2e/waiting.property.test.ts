import { memoryLimiter } from '@plumbline/server';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { holds } from './harness/property.ts';
import type { Answer } from './harness/send.ts';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
/** The clock of the limiter, so that whoever waits need not. */
let now = Date.UTC(2026, 10, 24, 12);
beforeAll(async () => {
  api = await startApi(database(), { seams: { limiter: memoryLimiter(() => now) } });
  account = await newAccount(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

/** What a caller does: some requests at once, of an operation that costs 1 or of one that costs 5, and then a pause. */
const steps = fc.array(
  fc.record({ path: fc.constantFrom('/v1/projects', '/v2/usage', '/v1/keys'), times: fc.integer({ min: 1, max: 6 }), pause: fc.integer({ min: 0, max: 1_500_000 }) }),
  { minLength: 1, maxLength: 12 },
);

it('the only user of a key who waits exactly as long as a 429 says is never refused again', async () => {
  await holds(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), steps, async (limit, doing) => {
      const { key, id } = await account.key();
      await createStore(database().db).keys.setLimit(id, limit);
      const ends = new Map<string, number>();
      for (const { path, times, pause } of doing) {
        for (let sent = 0; sent < times; sent += 1) {
          const answer = await api.send('GET', path, { key });
          noteWindow(answer, ends);
          if (answer.status !== 429) continue;
          now += Number(answer.headers['retry-after']) * 1000;
          expect((await api.send('GET', path, { key })).status).toBe(200);
        }
        now += pause;
      }
      // A window has one end, which every answer in it tells, and no more than its limit was left at its beginning.
      expect([...ends.values()].every((left) => left < limit)).toBe(true);
      expect(api.breaches).toEqual([]);
    }),
    40,
  );
});

/** Keeps the most that was left of each window of the quota, by its end. */
function noteWindow({ headers }: Answer, ends: Map<string, number>): void {
  const end = String(headers['x-ratelimit-reset']);
  ends.set(end, Math.max(ends.get(end) ?? 0, Number(headers['x-ratelimit-remaining'])));
}
