import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { regularly } from './regularly.ts';

let failures: unknown[];
let done: number;
/** What the work does before it is done. */
let during: (signal: AbortSignal) => Promise<void>;
beforeEach(() => {
  vi.useFakeTimers();
  failures = [];
  done = 0;
  during = async () => {};
});
afterEach(() => vi.useRealTimers());

const start = () =>
  regularly({
    pace: 1_000,
    async work(signal) {
      await during(signal);
      done += 1;
    },
    onFailure: (error) => void failures.push(error),
  });
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it('works at once and then at its pace, until it is ended', async () => {
  const stop = start();
  await wait(0);
  expect(done).toBe(1);

  await wait(2_999);
  expect(done).toBe(3);

  await stop();
  await wait(10_000);
  expect([done, vi.getTimerCount()]).toEqual([3, 0]);
});

it('tells what failed, and goes on', async () => {
  during = () => Promise.reject(new Error('no database'));
  const stop = start();
  await wait(1_000);
  expect(failures).toEqual([new Error('no database'), new Error('no database')]);

  during = async () => {};
  await wait(1_000);
  expect(done).toBe(1);
  await stop();
});

it('begins nothing while it is at work, and ends behind that, which it tells to hurry', async () => {
  const signals: AbortSignal[] = [];
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  during = (signal) => {
    signals.push(signal);
    return promise;
  };
  const stop = start();
  await wait(5_000);
  expect(signals).toHaveLength(1);

  const stopped = stop();
  expect(signals[0]?.aborted).toBe(true);
  finish();
  await stopped;
  expect(done).toBe(1);
});
