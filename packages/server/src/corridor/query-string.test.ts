import { describe, expect, it } from 'vitest';
import { decode, splitQuery } from './query-string.ts';

describe('splitQuery', () => {
  it.each([
    ['', []],
    ['&&', []],
    ['a=1', [['a', '1', '1']]],
    ['a', [['a', '', '']]],
    ['a=', [['a', '', '']]],
    ['=1', [['', '1', '1']]],
    ['a=1=2', [['a', '1=2', '1=2']]],
    ['a=1&a=2', [['a', '1', '1'], ['a', '2', '2']]],
    ['a+b=c+d%2Be', [['a b', 'c d+e', 'c+d%2Be']]],
    ['filter%5Btitle%5D=x', [['filter[title]', 'x', 'x']]],
    ['a;b=1', [['a;b', '1', '1']]],
    ['a=%E2%82%AC', [['a', '€', '%E2%82%AC']]],
    ['a=%00', [['a', '\0', '%00']]],
    ['__proto__=1', [['__proto__', '1', '1']]],
    ['?a=1', [['?a', '1', '1']]],
  ])('splits %j', (text, want) => {
    const { pairs, broken } = splitQuery(text);
    expect(pairs.map(({ name, value, raw }) => [name, value, raw])).toEqual(want);
    expect(broken).toEqual([]);
  });

  it.each([
    ['a=%', ['a']],
    ['a=%E4', ['a']],
    ['a=%zz&b=1', ['a']],
    ['%E4=1', ['%E4']],
    ['a=%C0%80', ['a']],
    ['a=%ED%A0%80', ['a']],
  ])('names what is broken in %j', (text, want) => {
    expect(splitQuery(text).broken).toEqual(want);
  });
});

describe('decode', () => {
  it.each([
    ['a%20b+c', 'a b c'],
    ['%2B', '+'],
    ['%', undefined],
  ])('reads %j as %j', (text, want) => {
    expect(decode(text)).toBe(want);
  });
});
