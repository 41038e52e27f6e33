import { describe, expect, it } from 'vitest';
import { earliestSunset, fullDate, hasPassed, isFullDate } from './calendar.ts';

describe('earliestSunset', () => {
  it.each([
    ['2026-11-24', '2027-05-24'],
    ['2026-06-30', '2026-12-30'],
    ['2026-07-31', '2027-01-31'],
    ['2026-08-31', '2027-02-28'],
    ['2027-08-29', '2028-02-29'],
    ['2026-12-31', '2027-06-30'],
  ])('is, on %s, %s', (today, earliest) => {
    expect(earliestSunset(today)).toBe(earliest);
  });
});

describe('a full-date', () => {
  it.each([
    ['2027-06-01', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-6-1', false],
    ['2027-06-01T00:00:00Z', false],
    ['tomorrow', false],
    ['', false],
  ])('%s: %s', (text, is) => {
    expect(isFullDate(text)).toBe(is);
  });

  it('is the day in UTC', () => {
    expect(fullDate(new Date('2026-11-24T23:59:59.999Z'))).toBe('2026-11-24');
    expect(fullDate(new Date('2026-11-24T23:30:00-05:00'))).toBe('2026-11-25');
  });
});

describe('a sunset', () => {
  it.each([['2027-05-31', false], ['2027-06-01', true], ['2027-06-02', true]])('of 2027-06-01 has passed on %s: %s', (today, passed) => {
    expect(hasPassed('2027-06-01', today)).toBe(passed);
  });
});
