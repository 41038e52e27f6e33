import { describe, expect, it } from 'vitest';
import type { Limiter, Verdict } from '../seams.ts';
import { limitRate } from './rate-limit.ts';

const POLICY = { name: 'standard', limit: 100, window: 60 };
const NOBODY = { scopes: [], limitKey: null, limit: null, wholeAccount: true };
const NOW = Date.UTC(2026, 0, 1);
const never: Limiter = { consume: () => Promise.reject(new Error('nobody is to be counted')) };

async function limit(verdict: Verdict) {
  const headers: Record<string, string> = {};
  const asked: unknown[] = [];
  const limiter: Limiter = { consume: async (...call) => (asked.push(call), verdict) };
  const outcome = await limitRate({ ...NOBODY, limitKey: 'ada' }, 5, POLICY, limiter, NOW, headers).catch((error: unknown) => error);
  return { headers, outcome, asked };
}

describe('limitRate', () => {
  it('counts the cost for the key and says in every family of headers what is left', async () => {
    const { headers, outcome, asked } = await limit({ allowed: true, remaining: 95, resetAfter: 59_001 });
    expect(outcome).toBeUndefined();
    expect(asked).toEqual([['ada', 5, POLICY]]);
    expect(headers).toEqual({
      RateLimit: '"standard";r=95;t=60',
      'RateLimit-Policy': '"standard";q=100;w=60',
      'RateLimit-Limit': '100',
      'RateLimit-Remaining': '95',
      'RateLimit-Reset': '60',
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '95',
      'X-RateLimit-Reset': String(NOW / 1000 + 60),
    });
  });

  it('refuses with Retry-After, and the headers are on the refusal too', async () => {
    const { headers, outcome } = await limit({ allowed: false, remaining: 0, resetAfter: 1500 });
    expect(outcome).toMatchObject({
      code: 'rate_limit_exceeded',
      headers: { 'Retry-After': '2' },
      message: 'The key has used its 100 requests of this window. Try again in 2 seconds.',
    });
    expect(headers).toMatchObject({ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '2' });
  });

  it('never says that a client may try again in no time', async () => {
    const { outcome } = await limit({ allowed: false, remaining: 0, resetAfter: 0 });
    expect(outcome).toMatchObject({ headers: { 'Retry-After': '1' }, message: expect.stringContaining('1 second.') });
  });

  it('does not count who has no limit', async () => {
    const headers = {};
    await limitRate(NOBODY, 1, POLICY, never, NOW, headers);
    expect(headers).toEqual({});
  });

  it('passes on what goes wrong in the limiter', async () => {
    await expect(limitRate({ ...NOBODY, limitKey: 'ada' }, 1, POLICY, never, NOW, {})).rejects.toThrow('nobody is to be counted');
  });
});
