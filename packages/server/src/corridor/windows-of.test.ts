import { describe, expect, it } from 'vitest';
import { windowsOf } from './windows-of.ts';

const POLICY = { windows: { hourly: { seconds: 3600, limits: { free: 100, pro: 1000 } }, burst: { seconds: 1, limit: 10 } } };

describe('windowsOf', () => {
  it.each([
    ['the plan', { plan: 'free', limit: null }, 100],
    ['another plan', { plan: 'pro', limit: null }, 1000],
    ['a limit of its own, whatever the plan', { plan: 'pro', limit: 7 }, 7],
  ])('takes the first window by %s, the others as they are', (_, caller, limit) => {
    expect(windowsOf(POLICY, caller)).toEqual([{ name: 'hourly', limit, seconds: 3600 }, { name: 'burst', limit: 10, seconds: 1 }]);
  });

  it('lets a caller have a limit of its own where there is one for all', () => {
    expect(windowsOf({ windows: { burst: { seconds: 1, limit: 2 } } }, { plan: 'free', limit: 50 })).toEqual([{ name: 'burst', limit: 50, seconds: 1 }]);
  });

  it.each(['team', 'constructor'])('does not guess what the plan %s may do', (plan) => {
    expect(() => windowsOf(POLICY, { plan, limit: null })).toThrow(`The rate limit \`hourly\` has no limit for the plan \`${plan}\`.`);
  });
});
