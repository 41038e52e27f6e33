import type { RateLimitPolicy } from '../contract.ts';
import { fail } from '../failure.ts';
import type { Limiter, Principal, Verdict } from '../seams.ts';

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

/**
 * Counts the request and says in the headers what is left. Who has no limit gets no headers.
 *
 * @param headers gets both families of limit headers and those of draft-ietf-httpapi-ratelimit-headers
 * @throws Failure `rate_limit_exceeded` with `Retry-After`
 */
export async function limitRate(
  { limitKey }: Principal,
  cost: number,
  policy: { name: string } & RateLimitPolicy,
  limiter: Limiter,
  now: number,
  headers: Record<string, string>,
): Promise<void> {
  if (limitKey === null) return;
  const verdict = await limiter.consume(limitKey, cost, policy);
  const wait = Math.max(1, Math.ceil(verdict.resetAfter / 1000));
  Object.assign(headers, limitHeaders(verdict, wait, policy, now));
  if (verdict.allowed) return;
  throw fail('rate_limit_exceeded', {
    message: `The key has used its ${policy.limit} requests of this window. Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`,
    headers: { 'Retry-After': String(wait) },
  });
}

function limitHeaders(
  { remaining, resetAfter }: Verdict,
  wait: number,
  { name, limit, window }: { name: string } & RateLimitPolicy,
  now: number,
): Record<(typeof LIMIT_HEADERS)[number], string> {
  return {
    RateLimit: `"${name}";r=${remaining};t=${wait}`,
    'RateLimit-Policy': `"${name}";q=${limit};w=${window}`,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(wait),
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.ceil((now + resetAfter) / 1000)),
  };
}
