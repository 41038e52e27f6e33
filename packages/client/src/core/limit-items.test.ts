import { describe, expect, it } from 'vitest';
import { type LimitItem, readLimitItems } from './limit-items.ts';

describe('readLimitItems', () => {
  it.each<[string, string, Record<string, LimitItem>]>([
    [
      'what our server sends',
      '"hourly";q=1000;w=3600, "burst";q=100;w=1,"hourly";r=999;t=3600, "burst";r=99;t=1',
      { hourly: { q: 1000, w: 3600, r: 999, t: 3600 }, burst: { q: 100, w: 1, r: 99, t: 1 } },
    ],
    ['a list without blanks', '"a";r=1;t=2,"b";r=0;t=3', { a: { r: 1, t: 2 }, b: { r: 0, t: 3 } }],
    ['blanks behind a semicolon', '"a"; r=1; t=2', { a: { r: 1, t: 2 } }],
    ['a partition key that looks like an item', '"a";q=5;pk="b;q=9, c";w=2', { a: { q: 5, w: 2 } }],
    ['a partition key in octets', '"a";q=5;pk=:YTtxPTk=:;w=2', { a: { q: 5, w: 2 } }],
    ['a name with a quotation mark, a comma and a semicolon', '"a\\", ;r=7";r=1', { 'a\\", ;r=7': { r: 1 } }],
    ['parameters that we do not know', '"a";qu="requests";x;r=4', { a: { r: 4 } }],
    ['an item without parameters', '"a"', { a: {} }],
    ['another draft', '100, 100;w=1', {}],
    ['nothing', '', {}],
    ['headers that are missing', 'null,undefined', {}],
  ])('reads %s', (_name, fields, want) => {
    expect(Object.fromEntries(readLimitItems(fields))).toEqual(want);
  });
});
