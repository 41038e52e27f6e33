import { setTimeout as sleep } from 'node:timers/promises';
import { LIMITER_CASES } from '@plumbline/server/limiter-cases';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRedisLimiter, type RedisLimiter } from './redis-limiter.ts';

const url = process.env['TEST_REDIS_URL'] ?? '';
const redis = createClient({ url });
const said: string[] = [];
const log = { info: (_: object, message: string) => void said.push(message), error: (_: object, message: string) => void said.push(message) };
let limiter: RedisLimiter;
let other: RedisLimiter;

beforeAll(async () => {
  await redis.connect();
  [limiter, other] = [await openRedisLimiter(url, log), await openRedisLimiter(url, log)];
});
afterAll(async () => {
  await Promise.all([limiter.close(), other.close()]);
  redis.destroy();
});

describe('the Redis limiter, asked in turn by two processes,', () => {
  it.each(LIMITER_CASES)('$name', async ({ steps }) => {
    const prefix = crypto.randomUUID();
    const started = performance.now();
    for (const [index, { after, key, cost, policy, windows, allowed, told }] of steps.entries()) {
      await letPass(prefix, after);
      const verdict = await [limiter, other][index % 2]?.consume(`${prefix} ${key}`, cost, policy, windows);
      // Its clock goes on by itself: what has gone by since the case began may be missing.
      const passed = Math.ceil(performance.now() - started) + 1;
      expect(verdict).toMatchObject({ allowed, windows: told.map(({ remaining }) => ({ remaining })) });
      for (const [at, { resetAfter }] of told.entries()) {
        const left = verdict?.windows[at]?.resetAfter ?? 0;
        expect([left > resetAfter - passed, left <= resetAfter]).toEqual([true, true]);
      }
    }
  });

  it('names one moment as the end of a window, in every answer of either', async () => {
    const key = crypto.randomUUID();
    const ends = new Set<number | undefined>();
    for (let round = 0; round < 20; round += 1) {
      for (const one of [limiter, other]) ends.add((await one.consume(key, 1, 'standard', [{ name: 'hourly', limit: 30, seconds: 3600 }])).windows[0]?.resetAt);
      await sleep(3);
    }
    expect(ends.size).toBe(1);
  });

  it('lets whoever waits for the end of a window in again', async () => {
    const key = crypto.randomUUID();
    const windows = [{ name: 'burst', limit: 1, seconds: 1 }];
    for (let round = 0; round < 3; round += 1) {
      expect(await limiter.consume(key, 1, 'standard', windows)).toMatchObject({ allowed: true });
      const { allowed, windows: [window] } = await other.consume(key, 1, 'standard', windows);
      expect(allowed).toBe(false);
      await sleep(window?.resetAfter);
      // Timers count whole milliseconds, and may be early by less than one.
      await sleep(1);
    }
  });

  it('lets 500 requests at once through as often as there is room', async () => {
    const key = crypto.randomUUID();
    const windows = [{ name: 'hourly', limit: 100, seconds: 3600 }, { name: 'burst', limit: 40, seconds: 60 }];
    const verdicts = await Promise.all(Array.from({ length: 500 }, (_, index) => (index % 2 ? limiter : other).consume(key, 1, 'standard', windows)));
    expect(verdicts.filter(({ allowed }) => allowed).map(({ windows: [, burst] }) => burst?.remaining).toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 40 }, (_, left) => left));
    expect(await limiter.consume(key, 0, 'standard', windows)).toMatchObject({ windows: [{ remaining: 60 }, { remaining: 0 }] });
  });
});

describe('what is kept of a window', () => {
  it('is in one slot with the other windows of its caller, and gone when it ends', async () => {
    const key = crypto.randomUUID();
    const { windows } = await limiter.consume(key, 1, 'standard', [{ name: 'hourly', limit: 9, seconds: 3600 }, { name: 'burst', limit: 9, seconds: 1 }]);
    const keys = [`plumbline:{${key}}:standard:hourly:3600`, `plumbline:{${key}}:standard:burst:1`];
    expect(await Promise.all(keys.map((one) => redis.pExpireTime(one)))).toEqual(windows.map(({ resetAt }) => resetAt));
  });

  it('is nothing where a request was refused or only looked', async () => {
    const key = crypto.randomUUID();
    await limiter.consume(key, 0, 'standard', [{ name: 'hourly', limit: 9, seconds: 3600 }]);
    expect(await redis.keys(`plumbline:{${key}}:*`)).toEqual([]);
  });

  it('is counted on when Redis has forgotten the script', async () => {
    const key = crypto.randomUUID();
    const windows = [{ name: 'hourly', limit: 9, seconds: 3600 }];
    await limiter.consume(key, 1, 'standard', windows);
    await redis.scriptFlush();
    expect(await limiter.consume(key, 1, 'standard', windows)).toMatchObject({ windows: [{ remaining: 7 }] });
  });
});

it('has counted in Redis all the time, and not in this process', () => {
  expect(said).toEqual([]);
});

/** Lets time go by for the windows of a case: what ends sooner is as if more time had passed. */
async function letPass(prefix: string, milliseconds: number): Promise<void> {
  for (const key of await redis.keys(`plumbline:{${prefix}*`)) await redis.hIncrBy(key, 'ends', -milliseconds);
}
