import { describe, expect, it } from 'vitest';
import { TIMING } from './timing.ts';
import { waitBehind } from './wait-behind.ts';

const HOUR = 3_600_000;

describe('waitBehind', () => {
  it.each([
    ['the first attempt', { attempts: 1, askedFor: 0 }, 0, 5_000],
    ['the second', { attempts: 2, askedFor: 0 }, 0, 300_000],
    ['the last but one', { attempts: 9, askedFor: 0 }, 0, 24 * HOUR],
    ['the last', { attempts: 10, askedFor: 0 }, 0, undefined],
    ['the last, however long the endpoint asks to wait', { attempts: 10, askedFor: HOUR }, 0, undefined],
    ['an attempt whose endpoint asks for more', { attempts: 1, askedFor: HOUR }, 0, HOUR],
    ['an attempt whose endpoint asks for less', { attempts: 3, askedFor: 1_000 }, 0, 1_800_000],
    ['the first attempt, with all of the jitter', { attempts: 1, askedFor: 0 }, 1, 5_500],
  ])('behind %s', (_title, failed, random, want) => {
    expect(waitBehind(failed, TIMING.schedule, random)).toBe(want);
  });

  it('never waits less than it is asked to, and at most a tenth more', () => {
    const waits = Array.from({ length: 1_000 }, () => waitBehind({ attempts: 1, askedFor: 0 }, TIMING.schedule) ?? 0);

    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5_500);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });
});
