import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const DAY = 86_400_000;

describe('retryAfter', () => {
  it.each([
    ['nothing', undefined, 0],
    ['seconds', '120', 120_000],
    ['seconds with spaces around them', ' 120 ', 120_000],
    ['no time at all', '0', 0],
    ['a day', '86400', DAY],
    ['more than a day', '86401', DAY],
    ['more than any number', '9'.repeat(400), DAY],
    ['a date', 'Tue, 24 Nov 2026 12:01:30 GMT', 90_000],
    ['a date that has passed', 'Tue, 24 Nov 2026 11:59:59 GMT', 0],
    ['a date far ahead', 'Fri, 24 Nov 2028 12:00:00 GMT', DAY],
    ['a date that there is not', 'Tue, 99 Nov 2026 12:01:30 GMT', 0],
    ['a date of another format', '2026-11-24T12:01:30Z', 0],
    ['a fraction', '1.5', 0],
    ['less than nothing', '-5', 0],
    ['a word', 'soon', 0],
    ['nothing between spaces', ' ', 0],
  ])('reads %s', (_title, value, want) => {
    expect(retryAfter(value, NOW)).toBe(want);
  });
});
