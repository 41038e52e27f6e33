import { describe, expect, it } from 'vitest';
import { readItems, readParameter } from './limit-items.ts';

type Item = Partial<Record<'q' | 'w' | 'r' | 't', number>>;

/** Everything that a field says. */
function read(field: string): Record<string, Item> {
  const parameters = ['q', 'w', 'r', 't'] as const;
  const items = readItems(field).map((item) => {
    const found = parameters.flatMap((name) => {
      const value = readParameter(field, item, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return [item.slice(1, -1), Object.fromEntries(found)] as const;
  });
  return Object.fromEntries(items);
}

describe('RateLimit and RateLimit-Policy', () => {
  it.each<[string, string, Record<string, Item>]>([
    ['the policy that our server sends', '"hourly";q=1000;w=3600, "burst";q=100;w=1', { hourly: { q: 1000, w: 3600 }, burst: { q: 100, w: 1 } }],
    ['the state that our server sends', '"hourly";r=999;t=3600, "burst";r=99;t=1', { hourly: { r: 999, t: 3600 }, burst: { r: 99, t: 1 } }],
    ['a list without blanks', '"a";r=1;t=2,"b";r=0;t=3', { a: { r: 1, t: 2 }, b: { r: 0, t: 3 } }],
    ['blanks behind a semicolon', '"a"; r=1;  t=2', { a: { r: 1, t: 2 } }],
    ['a partition key that looks like an item', '"a";q=5;pk="b;q=9, c";w=2', { a: { q: 5, w: 2 } }],
    ['a partition key that is the name of another item', '"a";pk="b";q=5, "b";q=6', { a: { q: 5 }, b: { q: 6 } }],
    ['a partition key in octets', '"a";q=5;pk=:YTtxPTk=:;w=2', { a: { q: 5, w: 2 } }],
    ['a name with a quotation mark, a comma and a semicolon', '"a\\", ;r=7";r=1', { 'a\\", ;r=7': { r: 1 } }],
    ['a name that ends like another', '"a\\"b";r=1, "b";r=2', { 'a\\"b': { r: 1 }, b: { r: 2 } }],
    ['parameters that we do not know', '"a";qu="requests";x;r=4', { a: { r: 4 } }],
    ['the largest integer', '"a";q=999999999999999;w=1', { a: { q: 999_999_999_999_999, w: 1 } }],
    ['what is no count', '"a";q=-1;w=?1;r;t=x', { a: {} }],
    ['a name that does not end', '"a";r=1, "b;r=2', { a: { r: 1 } }],
    ['an item without parameters', '"a"', { a: {} }],
    ['another draft', '100, 100;w=1', {}],
    ['nothing', '', {}],
  ])('are read: %s', (_name, field, want) => {
    expect(read(field)).toEqual(want);
  });

  it('say nothing of an item that they do not have', () => {
    expect(readParameter('"a";r=1', '"b"', 'r')).toBeUndefined();
  });
});
