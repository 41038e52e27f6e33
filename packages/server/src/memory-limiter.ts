import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limiter } from './seams.ts';

/** Counts in the memory of this process, in fixed windows that start with a key's first request. */
export function memoryLimiter(): Limiter {
  const counters = new Map<string, RateLimiterMemory>();
  return {
    async consume(key, cost, { name, limit, window }) {
      let counter = counters.get(name);
      if (!counter) {
        counter = new RateLimiterMemory({ keyPrefix: name, points: limit, duration: window });
        counters.set(name, counter);
      }
      try {
        const { remainingPoints, msBeforeNext } = await counter.consume(key, cost);
        return { allowed: true, remaining: remainingPoints, resetAfter: msBeforeNext };
      } catch (refusal) {
        // The library rejects with its result when there are no points left, and with an Error when it fails.
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const { remainingPoints, msBeforeNext } = await counter.reward(key, cost); // It has counted what it refused.
        return { allowed: false, remaining: remainingPoints, resetAfter: msBeforeNext };
      }
    },
  };
}
