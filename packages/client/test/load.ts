import { vi } from 'vitest';
import { createPacer } from '../src/core/pacer.ts';
import { simulatedLimiter, type LimitWindow } from './simulated-limiter.ts';

/** Who asks for what, how long it takes on the way, and against which limits. Times are milliseconds at most. */
export interface Load {
  windows: readonly LimitWindow[];
  concurrency: number;
  there: number;
  back: number;
  /** Between an answer and the next request of the same caller. */
  think: number;
  /** The most that one request costs. */
  dearest: number;
  /** How long requests are sent. */
  time: number;
  seed: number;
  /** How many requests a second somebody else sends with the same key, unpaced. */
  others?: number;
}

/** What came of a load: how many requests were refused, and what was counted. */
export interface Outcome {
  refused: number;
  counted: number;
  byOthers: number;
}

/** Runs a load through a pacer, on the fake clock of the test. */
export async function load({ windows, concurrency, there, back, think, dearest, time, seed, others = 0 }: Load): Promise<Outcome> {
  const random = generator(seed);
  const limiter = simulatedLimiter(windows);
  const pacer = createPacer();
  const until = performance.now() + time;
  const outcome: Outcome = { refused: 0, counted: 0, byOthers: 0 };
  const sleep = (most: number) => new Promise((resolve) => setTimeout(resolve, most * random()));

  const caller = async () => {
    for (;;) {
      const cost = 1 + Math.floor(random() * dearest);
      const ticket = await pacer.enter(cost, Infinity, undefined, () => {});
      if (performance.now() >= until) return;
      await sleep(there);
      const { isRefused, headers } = limiter.count(cost);
      if (isRefused) outcome.refused += 1;
      else outcome.counted += cost;
      await sleep(back);
      pacer.leave(ticket, headers);
      await sleep(think);
    }
  };
  const other = async () => {
    while (performance.now() < until) {
      await sleep(2000 / others);
      if (!limiter.count(1).isRefused) outcome.byOthers += 1;
    }
  };
  for (let index = 0; index < concurrency; index += 1) void caller();
  if (others) void other();
  await vi.advanceTimersByTimeAsync(time + 1000);
  return outcome;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
