import { describe, expect, it } from 'vitest';
import type { Operation } from '../document.ts';
import { deprecationOf, type Deprecation } from './deprecation.ts';

const sunset = '2027-06-01';

describe('deprecationOf', () => {
  it.each([
    ['nothing of an operation that stays', {}, null],
    ['nothing of a sunset alone', { 'x-sunset': sunset }, null],
    ['nothing where no end is named', { deprecated: true }, null],
    ['six calendar months of notice', { deprecated: true, 'x-sunset': sunset }, { since: '2026-12-01', sunset, successor: null }],
    ['its own beginning', { deprecated: true, 'x-sunset': sunset, 'x-deprecated-since': '2026-11-22' }, { since: '2026-11-22', sunset, successor: null }],
    ['its successor', { deprecated: true, 'x-sunset': sunset, 'x-successor': 'listAll' }, { since: '2026-12-01', sunset, successor: 'listAll' }],
  ] as [string, Partial<Operation>, Deprecation | null][])('reads %s', (_, operation, want) => {
    expect(deprecationOf({ operationId: 'a', ...operation })).toEqual(want);
  });

  it.each([
    ['2027-12-31', '2027-06-30'],
    ['2027-08-31', '2027-02-28'],
    ['2028-08-31', '2028-02-29'],
    ['2027-01-15', '2026-07-15'],
    ['2027-07-01', '2027-01-01'],
  ])('counts back from %s to %s', (end, since) => {
    expect(deprecationOf({ operationId: 'a', deprecated: true, 'x-sunset': end })?.since).toBe(since);
  });

  it.each([['soon'], ['2027-13-01'], ['2027-02-30'], ['2027-6-1']])('refuses %s as an end, and as a beginning', (date) => {
    const ending: Operation = { operationId: 'getA', deprecated: true, 'x-sunset': sunset };
    expect(() => deprecationOf({ ...ending, 'x-sunset': date })).toThrow(`The x-sunset of getA is \`${date}\``);
    expect(() => deprecationOf({ ...ending, 'x-deprecated-since': date })).toThrow(`The x-deprecated-since of getA is \`${date}\``);
  });
});
