import { describe, expect, it } from 'vitest';
import { inForeignKeyOrder } from './catalogue.ts';

/** Orders the tables of `a > b`, which says that a refers to b. */
function order(names: string, ...references: string[]) {
  const tables = names.split(' ').map((name) => ({ name, columns: [] }));
  const keys = references.map((name) => {
    const [table = '', target = ''] = name.split(' > ');
    return { name, table, target, isDeferrable: false };
  });
  const { ordered, circular } = inForeignKeyOrder(tables, keys);

  return { ordered: ordered.map(({ name }) => name).join(' '), circular: circular.map(({ name }) => name) };
}

describe('inForeignKeyOrder', () => {
  it.each([
    ['without references, by name', ['a b c'], 'a b c', []],
    ['what is referred to first', ['a b c', 'a > b', 'b > c'], 'c b a', []],
    ['two references to the same table', ['a b', 'a > b', 'a > b'], 'b a', []],
    ['a table that refers to itself', ['a b', 'a > a', 'a > b'], 'b a', ['a > a']],
    ['a circle', ['a b c', 'a > b', 'b > a', 'c > a'], 'a b c', ['a > b']],
    ['a circle beside what has an order', ['a b c d', 'a > b', 'b > a', 'a > d'], 'c d a b', ['a > b']],
    ['nothing', [''], '', []],
  ])('%s', (_, [names = '', ...references], ordered, circular) => {
    expect(order(names, ...references)).toEqual({ ordered, circular });
  });
});
