import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRedis } from '../../test/redis-server.ts';
import { startRelay } from '../../test/relay.ts';
import { openRedisLimiter, type RedisLimiter } from './redis-limiter.ts';

const WINDOWS = [{ name: 'hourly', limit: 1_000_000, seconds: 3600 }];
/** What is used of the window with a request, by whoever counts it. */
const usedBy = async (limiter: RedisLimiter) => 1_000_000 - ((await limiter.consume('ada', 1, 'standard', WINDOWS)).windows[0]?.remaining ?? 0);

/** A limiter for the test that is running, and what it logs. */
async function open(url: string) {
  const logged: { level: string; fields: object; message: string }[] = [];
  const write = (level: string) => (fields: object, message: string) => void logged.push({ level, fields, message });
  const limiter = await openRedisLimiter(url, { info: write('info'), error: write('error') });
  onTestFinished(limiter.close);
  return { limiter, logged, levels: () => logged.map(({ level }) => level) };
}

describe.each([
  ['killed', 'kill', 'start', [1]],
  ['frozen', 'freeze', 'thaw', [11, 12]],
] as const)('when Redis is %s', (_, leave, comeBack, usedAfterwards) => {
  it('counts in this process, logs it once, and is back when Redis is', async () => {
    const redis = await startRedis();
    const { limiter, logged, levels } = await open(redis.url);
    for (let used = 1; used <= 10; used += 1) expect(await usedBy(limiter)).toBe(used);

    await redis[leave]();
    expect(await usedBy(limiter)).toBe(1);
    const many = await Promise.all(Array.from({ length: 500 }, () => usedBy(limiter)));
    expect(many.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_one, index) => index + 2));
    await sleep(1000);
    expect(await usedBy(limiter)).toBe(502);
    expect(levels()).toEqual(['error']);

    await redis[comeBack]();
    await vi.waitFor(() => expect(levels()).toEqual(['error', 'info']), { timeout: 10_000, interval: 20 });
    // What was asked while Redis froze may have been counted there as well.
    expect(usedAfterwards).toContain(await usedBy(limiter));
    expect(logged.map(({ message }) => message)).toEqual([expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+ is out of reach/), expect.stringMatching(/is back/)]);
  });

  it('goes on with the windows that it has begun, when it happens again', async () => {
    const redis = await startRedis();
    const { limiter, levels } = await open(redis.url);
    for (const [round, used] of [3, 6].entries()) {
      await redis[leave]();
      await vi.waitFor(async () => {
        await limiter.consume('other', 1, 'standard', WINDOWS);
        expect(levels().length).toBe(2 * round + 1);
      });
      for (let request = 0; request < 2; request += 1) await usedBy(limiter);
      expect(await usedBy(limiter)).toBe(used);
      await redis[comeBack]();
      await vi.waitFor(() => expect(levels().length).toBe(2 * round + 2), { timeout: 10_000, interval: 20 });
    }
  });
});

it('releases all who wait when the first has waited long enough, and lets nobody wait behind it', async () => {
  const redis = await startRedis();
  const { limiter, logged } = await open(redis.url);
  redis.freeze();
  const order: string[] = [];
  const first = usedBy(limiter).then(() => order.push('first'));
  await sleep(200);
  const second = usedBy(limiter).then(() => order.push('second'));
  await first;
  // The second has not waited for a deadline of its own.
  await second;
  await usedBy(limiter).then(() => order.push('third'));
  expect(order).toEqual(['first', 'second', 'third']);
  expect(logged.map(({ fields }) => fields)).toEqual([{ err: expect.objectContaining({ message: 'There was no answer for 500 ms.' }) }]);
});

it('starts without Redis, and counts there when it comes', async () => {
  const redis = await startRedis();
  await redis.kill();
  const { limiter, levels } = await open(redis.url);
  expect([await usedBy(limiter), await usedBy(limiter), levels()]).toEqual([1, 2, ['error']]);
  await redis.start();
  await vi.waitFor(() => expect(levels()).toEqual(['error', 'info']), { timeout: 10_000, interval: 20 });
  expect(await usedBy(limiter)).toBe(1);
});

it('starts when Redis takes connections and says nothing', async () => {
  const relay = await startRelay();
  const { limiter, levels } = await open(`redis://127.0.0.1:${relay.port}`);
  expect([await usedBy(limiter), levels()]).toEqual([1, ['error']]);
});

it('takes a Redis that can be read but not written for one that is away', async () => {
  const redis = await startRedis({ options: ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'] });
  const { limiter, logged } = await open(redis.url);
  for (const used of [1, 2, 3]) {
    expect(await usedBy(limiter)).toBe(used);
    await sleep(500);
  }
  expect(logged).toEqual([{ level: 'error', fields: { err: expect.objectContaining({ message: expect.stringContaining('OOM') }) }, message: expect.any(String) }]);
});

it.each([
  ['a wrong password', (url: string) => url.replace('hunter2', 'hunter3'), 'WRONGPASS'],
  ['no password', (url: string) => url.replace(':hunter2@', ''), 'NOAUTH'],
  ['a database that there is not', (url: string) => `${url}/99`, 'DB index is out of range'],
])('is not opened with %s, and never repeats one', async (_, wrong, reason) => {
  const redis = await startRedis({ password: 'hunter2' });
  const error: unknown = await openRedisLimiter(wrong(redis.url), { info() {}, error() {} }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toMatch(new RegExp(`^Error: Redis at 127\\.0\\.0\\.1:\\d+\\S* refused: .*${reason}`));
  expect(String(error)).not.toMatch(/hunter/);
});

it('counts with the right password, and logs no password when Redis goes', async () => {
  const redis = await startRedis({ password: 'hunter2' });
  const { limiter, logged } = await open(redis.url);
  expect([await usedBy(limiter), await usedBy(limiter)]).toEqual([1, 2]);
  await redis.kill();
  expect(await usedBy(limiter)).toBe(1);
  expect(logged.length).toBe(1);
  const [{ fields, message } = { fields: {}, message: '' }] = logged;
  expect(inspect({ fields, message }, { depth: Infinity, showHidden: true })).not.toContain('hunter2');
});

it('answers when it is closed, and logs nothing of that', async () => {
  const redis = await startRedis();
  const { limiter, levels } = await open(redis.url);
  await limiter.close();
  expect([await usedBy(limiter), levels()]).toEqual([1, []]);
});
