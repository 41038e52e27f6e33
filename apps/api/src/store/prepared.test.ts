import { expect, it } from 'vitest';
import { statementNames } from './prepared.ts';

it('gives each marked text a name of its own, always the same', () => {
  const nameOf = statementNames();
  const names = ['a', 'b', 'a'].map((column) => nameOf(`select /* prepared */ ${column} from t`));

  expect(names).toEqual(['plumbline_1', 'plumbline_2', 'plumbline_1']);
});

it.each([
  ['is not marked', 'select a from t'],
  ['holds the mark elsewhere', "select a from t where b = '/* prepared */ '"],
  ['is no select', '/* prepared */ delete from t'],
])('gives none to a text that %s', (_, text) => {
  expect(statementNames()(text)).toBeUndefined();
});
