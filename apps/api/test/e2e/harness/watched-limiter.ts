import { memoryLimiter, type Limiter } from '@plumbline/server';

/** One window of a second. Times are in milliseconds since 1970. */
export interface CountedWindow {
  began: number;
  ends: number;
  /** How much was counted in it. */
  used: number;
}

/** What a limiter has made of the requests of one key. */
export interface Counted {
  passed: number;
  refused: number;
  /** In their order. */
  windows: CountedWindow[];
}

/** The limiter that a process has of its own, and what it has counted of a key so far. */
export function watchedLimiter(): { limiter: Limiter; countedOf(limitKey: string): Counted } {
  const usual = memoryLimiter(Date.now);
  const byKey = new Map<string, Counted>();
  const countedOf = (limitKey: string): Counted => {
    const counted = byKey.get(limitKey) ?? { passed: 0, refused: 0, windows: [] };
    byKey.set(limitKey, counted);
    return counted;
  };
  const limiter: Limiter = {
    async consume(limitKey, cost, policy, windows) {
      const verdict = await usual.consume(limitKey, cost, policy, windows);
      const counted = countedOf(limitKey);
      const ends = verdict.windows[windows.findIndex(({ seconds }) => seconds === 1)]?.resetAt ?? 0;
      counted[verdict.allowed ? 'passed' : 'refused'] += cost;
      if (counted.windows.at(-1)?.ends !== ends) counted.windows.push({ began: ends - 1000, ends, used: 0 });
      const window = counted.windows.at(-1);
      if (window && verdict.allowed) window.used += cost;
      return verdict;
    },
  };
  return { limiter, countedOf };
}
