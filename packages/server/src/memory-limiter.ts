import type { Limiter, WindowState } from './seams.ts';

interface Counter {
  used: number;
  endsAt: number;
}

/**
 * Counts in the memory of this process. A window that has ended is forgotten with the next request, so that the memory
 * is that of the callers of one window.
 *
 * @param now milliseconds since 1970
 */
export function memoryLimiter(now: () => number = Date.now): Limiter {
  // All windows of one map are of one length, so that the order in which they begin is the order in which they end.
  const counters = new Map<string, Map<string, Counter>>();

  const countersOf = (policy: string, name: string, seconds: number, at: number) => {
    const kind = `${policy} ${name} ${seconds}`;
    const running = counters.get(kind) ?? new Map<string, Counter>();
    counters.set(kind, running);
    for (const [key, { endsAt }] of running) {
      if (endsAt > at) break;
      running.delete(key);
    }
    return running;
  };

  return {
    async consume(key, cost, policy, windows) {
      const at = now();
      const states = windows.map(({ name, limit, seconds }) => {
        const running = countersOf(policy, name, seconds, at);
        const counter = running.get(key) ?? { used: 0, endsAt: at + seconds * 1000 };
        return { running, counter, limit, charge: Math.min(cost, limit) };
      });

      const allowed = states.every(({ counter, limit, charge }) => charge === 0 || counter.used + charge <= limit);
      const told = states.map(({ running, counter, limit, charge }): WindowState => {
        if (allowed && charge > 0) {
          counter.used += charge;
          running.set(key, counter);
        }
        return { remaining: Math.max(0, limit - counter.used), resetAfter: counter.endsAt - at, resetAt: counter.endsAt };
      });
      return { allowed, windows: told };
    },
  };
}
