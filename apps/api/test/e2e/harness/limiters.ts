import type { Limiter } from '@plumbline/server';

const SECOND = 1000;

/** Lets every request pass: the limits of plans are a matter of the tests of limits. */
export const generous: Limiter = {
  consume: async (_key, _cost, _policy, windows) => ({
    allowed: true,
    windows: windows.map(({ limit }) => ({ remaining: limit, resetAfter: SECOND, resetAt: Date.now() + SECOND })),
  }),
};

/** Lets none pass for so many milliseconds. */
export function refusing(resetAfter: number): Limiter {
  return {
    consume: async (_key, _cost, _policy, windows) => ({
      allowed: false,
      windows: windows.map(() => ({ remaining: 0, resetAfter, resetAt: Date.now() + resetAfter })),
    }),
  };
}
