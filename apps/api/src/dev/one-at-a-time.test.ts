import { once } from 'node:events';
import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('runs for what is there, collects what comes meanwhile for one more run, and is never in two', async () => {
  const runs: { items: string[]; done: () => void }[] = [];
  const queue = oneAtATime<string>((items) => new Promise((done) => runs.push({ items, done })));
  const items = () => runs.map((run) => run.items);

  queue.add(['a']);
  queue.add(['b']);
  queue.add(['c', 'b']);
  expect(items()).toEqual([['a']]);

  runs[0]?.done();
  await expect.poll(items, { timeout: 10_000 }).toEqual([['a'], ['b', 'c']]);
  runs[1]?.done();
  await queue.idle();

  queue.add([]);
  expect(items()).toEqual([['a'], ['b', 'c'], []]);
});

it('tells a run that more was added, and the one that follows nothing of that', async () => {
  const signals: AbortSignal[] = [];
  const queue = oneAtATime<string>(async (_items, overtaken) => {
    signals.push(overtaken);
    if (signals.length === 1) await once(overtaken, 'abort');
  });

  queue.add(['a']);
  expect(signals[0]?.aborted).toBe(false);
  queue.add(['b']);
  await queue.idle();

  expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
});
