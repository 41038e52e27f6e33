import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { WINDOW } from '../store/task-queue.ts';
import type { ClaimedTask } from '../store/task-queue.ts';
import { taskFeed } from './task-feed.ts';

let waits: Set<number>;
const waiting = vi.fn<(from: number) => Promise<number[]>>();
const claim = async (numbers: readonly number[]) => {
  const begun = numbers.filter((number) => waits.delete(number));
  return begun.map((number) => ({ id: `tsk_${number}`, number, input: number, attempts: 1 }));
};

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  waiting.mockReset().mockImplementation(async (from) => [...waits].filter((number) => number >= from && number < from + WINDOW));
});

const numbersOf = async (tasks: Promise<ClaimedTask[]>) => (await tasks).map(({ number }) => number);

it('gives the tasks that wait in order, so many at most, and looks at each window once', async () => {
  waits = new Set([0, 2, WINDOW + 1, 3 * WINDOW]);
  const next = taskFeed(3 * WINDOW + 1, { waiting, claim });

  expect([await numbersOf(next(1)), await numbersOf(next(9)), await numbersOf(next(9)), await numbersOf(next(9)), await numbersOf(next(9))]).toEqual([[0], [2], [WINDOW + 1], [3 * WINDOW], []]);
  expect(waiting.mock.calls).toEqual([[0], [WINDOW], [2 * WINDOW], [3 * WINDOW]]);
});

it('goes on when what waited does not any more', async () => {
  waits = new Set([0, 1, 2]);
  const next = taskFeed(3, { waiting, claim });
  await next(1);
  waits.delete(1);

  expect(await numbersOf(next(1))).toEqual([2]);
});

it('looks again from the beginning after a while, for what is tried again', async () => {
  waits = new Set([1]);
  const next = taskFeed(2, { waiting, claim });
  await next(2);
  waits.add(0);

  expect(await numbersOf(next(2))).toEqual([]);
  vi.advanceTimersByTime(6_000);
  expect(await numbersOf(next(2))).toEqual([0]);
});
