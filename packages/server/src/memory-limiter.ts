import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Limiter } from './seams.ts';

/** Counts in the memory of this process, in fixed windows that start with a key's first request. */
export function memoryLimiter(): Limiter {
  const counters = new Map<string, RateLimiterMemory>();
  return {
    async consume(key, cost, { name, limit, window }) {
      let counter = counters.get(`${name} ${window}`);
      if (!counter) {
        // Callers of one policy may have limits of their own, so the library only counts.
        counter = new RateLimiterMemory({ keyPrefix: name, points: Number.MAX_SAFE_INTEGER, duration: window });
        counters.set(`${name} ${window}`, counter);
      }
      const { consumedPoints, msBeforeNext } = await counter.consume(key, cost);
      if (consumedPoints <= limit) return { allowed: true, remaining: limit - consumedPoints, resetAfter: msBeforeNext };
      await counter.reward(key, cost);
      return { allowed: false, remaining: Math.max(0, limit - consumedPoints + cost), resetAfter: msBeforeNext };
    },
  };
}
