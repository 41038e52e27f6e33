import { fail } from '../failure.ts';
import type { Limiter, Verdict, Window, WindowState } from '../seams.ts';

/** The headers that tell what is left; a browser has to be allowed to read them. */
export const LIMIT_HEADERS = [
  'RateLimit',
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
] as const;

/** A policy as it is for one caller. */
export interface Charge {
  policy: string;
  windows: readonly Window[];
  /** 0 for a request that is only told what is left. */
  cost: number;
}

/**
 * Counts a request and says in the headers what is left: of the first window in `RateLimit-…` (seconds) and
 * `X-RateLimit-…` (seconds since 1970), of every window as draft-ietf-httpapi-ratelimit-headers writes it.
 *
 * @param key whose requests are counted together
 * @param headers gets all of them
 * @throws Failure `rate_limit_exceeded` with `Retry-After`: the longest wait that a window asks for
 */
export async function limitRate(key: string, charge: Charge, limiter: Limiter, headers: Record<string, string>): Promise<void> {
  const { policy, windows, cost } = charge;
  const verdict = await limiter.consume(key, cost, policy, windows);
  Object.assign(headers, limitHeaders(verdict, windows));
  const refusing = refusingWindow(charge, verdict);
  if (!refusing) return;
  const { limit, seconds, wait } = refusing;
  throw fail('rate_limit_exceeded', {
    message: `The key may use ${limit} ${limit === 1 ? 'request' : 'requests'} in ${inSeconds(seconds)}. Try again in ${inSeconds(wait)}.`,
    headers: { 'Retry-After': String(wait) },
  });
}

/** The window that refuses for the longest time, and how many seconds that is; undefined when none does. */
export function refusingWindow({ windows, cost }: Charge, verdict: Verdict): (Window & { wait: number }) | undefined {
  if (verdict.allowed) return undefined;
  const full = windows.flatMap((window, index) => {
    const state = verdict.windows[index];
    return state && state.remaining < Math.min(cost, window.limit) ? [{ ...window, wait: secondsLeft(state) }] : [];
  });
  const [longest] = full.toSorted((a, b) => b.wait - a.wait);
  if (!longest) throw new Error('The limiter refuses a request that every window has room for.');
  return longest;
}

function limitHeaders({ windows: states }: Verdict, windows: readonly Window[]): Partial<Record<(typeof LIMIT_HEADERS)[number], string>> {
  const [quota] = windows;
  const [state] = states;
  if (!quota || !state) return {};
  const left = states.map((one, index) => `"${windows[index]?.name}";r=${one.remaining};t=${secondsLeft(one)}`);
  return {
    RateLimit: left.join(', '),
    'RateLimit-Policy': windows.map(({ name, limit, seconds }) => `"${name}";q=${limit};w=${seconds}`).join(', '),
    'RateLimit-Limit': String(quota.limit),
    'RateLimit-Remaining': String(state.remaining),
    'RateLimit-Reset': String(secondsLeft(state)),
    'X-RateLimit-Limit': String(quota.limit),
    'X-RateLimit-Remaining': String(state.remaining),
    'X-RateLimit-Reset': String(Math.ceil(state.resetAt / 1000)),
  };
}

/** Rounded up, so that whoever waits so long meets the next window. */
function secondsLeft({ resetAfter }: WindowState): number {
  return Math.max(1, Math.ceil(resetAfter / 1000));
}

/** A number of seconds in words. */
export function inSeconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`;
}
