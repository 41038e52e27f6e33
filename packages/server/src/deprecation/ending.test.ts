import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { endingOf } from './ending.ts';

const { entry } = operationOf('getNote');

describe('endingOf', () => {
  it('writes seconds since 1970 and an HTTP date', () => {
    expect(endingOf({ ...entry, deprecation: { since: '2026-12-01', sunset: '2027-06-01', successor: null } })).toEqual({
      headers: { Deprecation: '@1796083200', Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT' },
      successor: undefined,
    });
  });

  it('has nothing to tell of an operation that stays', () => {
    expect(endingOf(entry)).toBeUndefined();
  });

  it.each([['2027-6-1'], ['2027-13-01'], ['2027-02-30'], ['soon'], ['2027-06-01T00:00:00Z'], ['']])('refuses %j', (date) => {
    expect(() => endingOf({ ...entry, deprecation: { since: '2026-12-01', sunset: date, successor: null } })).toThrow(`\`${date}\` is no date`);
    expect(() => endingOf({ ...entry, deprecation: { since: date, sunset: '2027-06-01', successor: null } })).toThrow(`\`${date}\` is no date`);
  });
});
