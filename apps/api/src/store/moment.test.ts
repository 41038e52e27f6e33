import { expect, it } from 'vitest';
import { momentOf } from './moment.ts';

it.each([
  ['UTC', '2026-03-06T12:00:00Z', '2026-03-06T12:00:00.000Z'],
  ['an offset', '2026-03-06T12:00:00.5+05:30', '2026-03-06T06:30:00.500Z'],
  ['an offset that PostgreSQL refuses', '2026-03-06T12:00:00-23:59', '2026-03-07T11:59:00.000Z'],
  ['lower case', '2026-03-06t12:00:00z', '2026-03-06T12:00:00.000Z'],
  ['a space', '2026-03-06 12:00:00Z', '2026-03-06T12:00:00.000Z'],
  ['zeros beyond the milliseconds', '2026-03-06T12:00:00.123000Z', '2026-03-06T12:00:00.123Z'],
  ['less than a millisecond more', '2026-03-06T12:00:00.1230001Z', '2026-03-06T12:00:00.124Z'],
  ['less than a millisecond to the next second', '2026-12-31T23:59:59.9999Z', '2027-01-01T00:00:00.000Z'],
  ['a leap second', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['a leap second elsewhere', '2017-01-01T05:29:60.25+05:30', '2017-01-01T00:00:00.250Z'],
  ['the year 0', '0000-06-01T00:00:00Z', '-infinity'],
  ['the year 10000 in UTC', '9999-12-31T23:59:59-01:00', 'infinity'],
])('%s', (_, text, want) => {
  expect(momentOf(text)).toBe(want);
});

it.each(['', '2026-03-06', '2026-03-06T12:00:00', '2026-13-06T12:00:00Z', 'now', '2026-03-06T12:00:00Z; --'])('%j is refused', (text) => {
  expect(() => momentOf(text)).toThrow('is not a date-time by RFC 3339');
});
