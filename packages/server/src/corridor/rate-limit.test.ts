import { describe, expect, it } from 'vitest';
import type { Limiter, WindowState } from '../seams.ts';
import { limitRate } from './rate-limit.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOURLY = { name: 'hourly', limit: 100, seconds: 3600 };
const BURST = { name: 'burst', limit: 10, seconds: 1 };
const state = (remaining: number, resetAfter: number): WindowState => ({ remaining, resetAfter, resetAt: NOW + resetAfter });

async function limit(allowed: boolean, windows: WindowState[], cost = 5) {
  const headers: Record<string, string> = {};
  const asked: unknown[] = [];
  const limiter: Limiter = { consume: async (...call) => (asked.push(call), { allowed, windows }) };
  const charge = { policy: 'standard', windows: [HOURLY, BURST].slice(0, windows.length), cost };
  const outcome = await limitRate('ada', charge, limiter, headers).catch((error: unknown) => error);
  return { headers, outcome, asked };
}

describe('limitRate', () => {
  it('counts the cost for the key and says in every family of headers what is left', async () => {
    const { headers, outcome, asked } = await limit(true, [state(95, 59_001), state(5, 200)]);
    expect(outcome).toBeUndefined();
    expect(asked).toEqual([['ada', 5, 'standard', [HOURLY, BURST]]]);
    expect(headers).toEqual({
      RateLimit: '"hourly";r=95;t=60, "burst";r=5;t=1',
      'RateLimit-Policy': '"hourly";q=100;w=3600, "burst";q=10;w=1',
      'RateLimit-Limit': '100',
      'RateLimit-Remaining': '95',
      'RateLimit-Reset': '60',
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '95',
      'X-RateLimit-Reset': String(NOW / 1000 + 60),
    });
  });

  it.each([
    ['the quota', [state(4, 1500), state(5, 200)], '2', 'The key may use 100 requests in 3600 seconds. Try again in 2 seconds.'],
    ['the burst', [state(5, 1_800_000), state(4, 200)], '1', 'The key may use 10 requests in 1 second. Try again in 1 second.'],
    ['both, of which the longer wait counts', [state(0, 1_800_000), state(0, 200)], '1800', 'The key may use 100 requests in 3600 seconds. Try again in 1800 seconds.'],
    ['the quota in no time', [state(0, 0)], '1', 'The key may use 100 requests in 3600 seconds. Try again in 1 second.'],
  ])('is refused by %s, with Retry-After, and the headers are on the refusal too', async (_, windows, wait, message) => {
    const { headers, outcome } = await limit(false, windows);
    expect(outcome).toMatchObject({ code: 'rate_limit_exceeded', headers: { 'Retry-After': wait }, message });
    expect(headers).toMatchObject({ 'RateLimit-Remaining': String(windows[0]?.remaining), 'X-RateLimit-Limit': '100' });
  });

  it('is refused by a window that has less than all of it left when that is what the request costs', async () => {
    const { outcome } = await limit(false, [state(50, 1000), state(9, 400)], 20);
    expect(outcome).toMatchObject({ message: 'The key may use 10 requests in 1 second. Try again in 1 second.' });
  });

  it('does not take a refusal without a reason', async () => {
    expect((await limit(false, [state(50, 1000), state(10, 400)])).outcome).toMatchObject({ message: 'The limiter refuses a request that every window has room for.' });
  });

  it('passes on what goes wrong in the limiter', async () => {
    const gone: Limiter = { consume: () => Promise.reject(new Error('gone')) };
    await expect(limitRate('ada', { policy: 'standard', windows: [HOURLY], cost: 1 }, gone, {})).rejects.toThrow('gone');
  });
});
