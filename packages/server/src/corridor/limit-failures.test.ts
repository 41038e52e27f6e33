import { describe, expect, it } from 'vitest';
import { fail } from '../failure.ts';
import { memoryLimiter } from '../memory-limiter.ts';
import { limitFailures, networkOf } from './limit-failures.ts';

const WINDOWS = [{ name: 'guesses', limit: 2, seconds: 60 }];
const WRONG = fail('invalid_credentials');

describe('limitFailures', () => {
  it('leaves a failure as it is while there are attempts left, and then says how long to wait', async () => {
    const limiter = memoryLimiter(() => 0);
    const attempt = (address: string) => limitFailures(address, 'guesses', WINDOWS, limiter, WRONG);
    expect(await attempt('198.51.100.1')).toBe(WRONG);
    expect(await attempt('198.51.100.1')).toBe(WRONG);
    expect(await attempt('198.51.100.1')).toMatchObject({
      code: 'too_many_failed_attempts',
      message: 'Too many credentials from this address were not valid. Try again in 60 seconds.',
      headers: { 'Retry-After': '60' },
    });
    expect(await attempt('198.51.100.2')).toBe(WRONG);
  });
});

describe('networkOf', () => {
  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['unknown', 'unknown'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
  ])('takes %s for one of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
