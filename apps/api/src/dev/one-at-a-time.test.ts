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
