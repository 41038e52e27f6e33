import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenNudged } from './when-nudged.ts';
import type { NudgedWork } from './when-nudged.ts';

let failures: unknown[];
let done: number;
/** What the work does before it is done; how often there is more. */
let during: () => Promise<void>;
let more: number;
let work: NudgedWork | undefined;
beforeEach(() => {
  vi.useFakeTimers();
  failures = [];
  done = 0;
  during = async () => {};
  more = 0;
});
afterEach(async () => {
  await work?.stop();
  vi.useRealTimers();
});

function start(): NudgedWork {
  work = whenNudged({
    pace: 1_000,
    async work() {
      await during();
      done += 1;
      more -= 1;
      return more > 0;
    },
    onFailure: (error) => void failures.push(error),
  });
  return work;
}
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it('works at once, at its pace and when it is nudged, until it is stopped', async () => {
  const { nudge, stop } = start();
  await wait(0);
  expect(done).toBe(1);

  await wait(1_000);
  expect(done).toBe(2);

  nudge();
  await wait(0);
  expect(done).toBe(3);

  await stop();
  nudge();
  await wait(10_000);
  expect([done, vi.getTimerCount()]).toEqual([3, 0]);
});

it('goes on at once as long as there is more', async () => {
  more = 5;
  start();
  await wait(0);

  expect(done).toBe(5);
});

it('works once more when it was nudged while it was at work', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  during = () => promise;
  const { nudge } = start();
  await wait(0);
  nudge();
  nudge();
  resolve();
  await wait(0);

  expect(done).toBe(2);
});

it('tells a failure once until it works again, and lets itself not be hurried', async () => {
  during = () => Promise.reject(new Error('no database'));
  const { nudge } = start();
  for (let turn = 0; turn < 3; turn += 1) {
    nudge();
    await wait(1_000);
  }
  expect(failures).toEqual([new Error('no database')]);

  during = async () => {};
  await wait(1_000);
  during = () => Promise.reject(new Error('no database again'));
  await wait(1_000);
  expect(failures).toEqual([new Error('no database'), new Error('no database again')]);
});

it('takes nothing over from whoever nudges', async () => {
  const context = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  during = async () => void seen.push(context.getStore());
  const { nudge } = start();
  await wait(0);
  context.run('a transaction', nudge);
  await wait(0);

  expect(seen).toEqual([undefined, undefined]);
});
