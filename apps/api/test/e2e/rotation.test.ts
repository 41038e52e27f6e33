import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { judgeBy, type Clock } from './harness/clock.ts';
import { VERSIONS } from './harness/versions.ts';
import { issue, newWorld, type World } from './harness/world.ts';

const MINUTE = 60_000;

const database = testDatabase();
const clock: Clock = { at: undefined };
let api: ApiServer;
let world: World;
beforeAll(async () => {
  api = await startApi(database(), { seams: judgeBy(clock, database().db) });
  world = await newWorld(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(VERSIONS)('rotation in $name', ({ contract: { basePath } }) => {
  /** A new key, and what rotates it and asks whether a secret of it works at a moment. */
  async function aKey(expiresAt: Date | null = null) {
    const { key, id } = await issue(world.store, world.own.live, { expiresAt });
    const { key: owner } = await issue(world.store, world.own.live);
    return {
      key,
      async rotate(json?: object): Promise<string> {
        const answer = await api.send('POST', `${basePath}/keys/${id}/rotate`, { key: owner, json });
        expect([answer.status, String(answer.json['secret']).startsWith(`${String(answer.json['prefix'])}`)]).toEqual([200, true]);
        return String(answer.json['secret']);
      },
      change: (json: object) => api.send('PATCH', `${basePath}/keys/${id}`, { key: owner, json }),
      shown: async () => (await api.send('GET', `${basePath}/keys/${id}`, { key: owner })).json,
    };
  }

  async function worksAt(secret: string, at: Date | undefined): Promise<boolean> {
    clock.at = at;
    const { status, headers } = await api.send('GET', `${basePath}/projects`, { key: secret });
    clock.at = undefined;
    expect([status, headers['www-authenticate']]).toEqual(status === 200 ? [200, undefined] : [401, 'Bearer error="invalid_token"']);
    return status === 200;
  }

  /** When a secret stops working, to the millisecond: sought between a moment at which it works and one at which it does not. */
  async function endOf(secret: string, earliest: number, latest: number): Promise<number> {
    let [works, ended] = [earliest, latest];
    while (ended - works > 1) {
      const middle = Math.floor((works + ended) / 2);
      if (await worksAt(secret, new Date(middle))) works = middle;
      else ended = middle;
    }
    return ended;
  }

  it.each([[undefined], [{}], [{ overlap_seconds: 0 }]])('with %j: the old secret is refused at once, the new one works', async (json) => {
    const { key, rotate, shown } = await aKey();
    expect(await worksAt(key, undefined)).toBe(true);

    const next = await rotate(json);

    expect([await worksAt(key, undefined), await worksAt(next, undefined)]).toEqual([false, true]);
    expect(next.startsWith(String((await shown())['prefix']))).toBe(true);
    expect(JSON.stringify(await shown())).not.toContain(next);
  });

  it.each([1, 60, 604_800])('with an overlap of %i seconds both work as long as that', async (seconds) => {
    const { key, rotate } = await aKey();
    const from = Date.now();
    const next = await rotate({ overlap_seconds: seconds });
    const until = Date.now();

    const end = await endOf(key, from, until + seconds * 1000 + MINUTE);

    expect(end).toBeGreaterThanOrEqual(from + seconds * 1000);
    expect(end).toBeLessThanOrEqual(until + seconds * 1000);
    expect(await worksAt(next, new Date(end + MINUTE))).toBe(true);
  });

  it('another rotation ends no overlap later, and one without overlap ends them all', async () => {
    const { key, rotate } = await aKey();
    const second = await rotate({ overlap_seconds: 60 });
    const third = await rotate({ overlap_seconds: 3600 });
    const inTwoMinutes = new Date(Date.now() + 2 * MINUTE);
    expect([await worksAt(key, undefined), await worksAt(second, undefined), await worksAt(third, undefined)]).toEqual([true, true, true]);
    expect([await worksAt(key, inTwoMinutes), await worksAt(second, inTwoMinutes), await worksAt(third, inTwoMinutes)]).toEqual([false, true, true]);

    const last = await rotate();

    expect([await worksAt(key, undefined), await worksAt(second, undefined), await worksAt(third, undefined), await worksAt(last, undefined)]).toEqual([false, false, false, true]);
  });

  it('a key ends at its end, the secrets in their overlap with it, also when the key is then given longer', async () => {
    const end = new Date(Date.now() + MINUTE);
    const { key, rotate, change } = await aKey(end);
    const next = await rotate({ overlap_seconds: 3600 });
    const justBefore = new Date(end.getTime() - 1);
    expect([await worksAt(key, justBefore), await worksAt(next, justBefore)]).toEqual([true, true]);
    expect([await worksAt(key, end), await worksAt(next, end)]).toEqual([false, false]);

    await change({ expires_at: null });

    expect([await worksAt(key, end), await worksAt(next, end)]).toEqual([false, true]);
  });

  it('a key that is given an earlier end takes it on with all its secrets', async () => {
    const { key, rotate, change } = await aKey();
    const next = await rotate({ overlap_seconds: 3600 });
    const end = new Date(Date.now() + MINUTE);

    await change({ expires_at: end.toISOString() });

    expect([await worksAt(key, undefined), await worksAt(next, undefined)]).toEqual([true, true]);
    expect([await worksAt(key, end), await worksAt(next, end)]).toEqual([false, false]);
  });
});
