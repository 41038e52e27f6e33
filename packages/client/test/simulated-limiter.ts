/** A limiter of fixed windows, each begun by the first request that is counted, as the server's is (`memory-limiter.ts`). */
export interface SimulatedLimiter {
  /** Counts a request in all windows, or in none, and tells of them as the server does. */
  count(cost: number): { isRefused: boolean; headers: Headers };
  /** How much was counted in all, by whomever. */
  readonly counted: number;
}

export interface LimitWindow {
  name: string;
  limit: number;
  seconds: number;
}

/** Makes a limiter that goes by `performance.now()`. */
export function simulatedLimiter(windows: readonly LimitWindow[]): SimulatedLimiter {
  const states = windows.map((window) => ({ ...window, used: 0, end: 0 }));
  let counted = 0;
  return {
    get counted() {
      return counted;
    },
    count(cost) {
      const now = performance.now();
      for (const state of states) if (now >= state.end) Object.assign(state, { used: 0, end: now + state.seconds * 1000 });
      const isRefused = states.some(({ used, limit }) => used + cost > limit);
      if (!isRefused) {
        counted += cost;
        for (const state of states) state.used += cost;
      }
      const headers = new Headers({
        'RateLimit-Policy': states.map(({ name, limit, seconds }) => `"${name}";q=${limit};w=${seconds}`).join(', '),
        RateLimit: states.map(({ name, limit, used, end }) => `"${name}";r=${Math.max(0, limit - used)};t=${Math.ceil((end - now) / 1000)}`).join(', '),
      });
      return { isRefused, headers };
    },
  };
}
