import { describe, expect, it } from 'vitest';
import { document } from '../../test/notes-operations.ts';
import type { Parameter } from '../document.ts';
import { parameterReader, type Texts } from './parameter-reader.ts';
import { splitQuery, type QueryPair } from './query-string.ts';

const NOTHING: Texts = { path: {}, query: [], headers: {}, cookies: {} };

/** What a parameter reads from a query, and which of its names it claims. */
function fromQuery(parameter: Omit<Parameter, 'in' | 'name'>, query: string) {
  const claimed: string[] = [];
  const reader = parameterReader(document, { name: 'p', in: 'query', ...parameter });
  const read = reader.read({ ...NOTHING, query: splitQuery(query).pairs }, ({ name }: QueryPair) => claimed.push(name));
  return { read, claimed };
}

describe('parameterReader', () => {
  const list = { type: 'array', items: { type: 'integer' } };
  const object = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } } };

  it.each([
    ['a scalar', { schema: { type: 'integer' } }, 'p=1&q=2', 1, ['p']],
    ['a scalar without a schema', {}, 'p=1', '1', ['p']],
    ['a scalar of a schema by reference', { schema: { $ref: '#/components/schemas/Note/properties/starred' } }, 'p=true', true, ['p']],
    ['form, exploded', { schema: list }, 'p=1&p=2', [1, 2], ['p', 'p']],
    ['form', { schema: list, explode: false }, 'p=1,2', [1, 2], ['p']],
    ['spaceDelimited', { schema: list, style: 'spaceDelimited' }, 'p=1%202+3', [1, 2, 3], ['p']],
    ['pipeDelimited', { schema: list, style: 'pipeDelimited' }, 'p=1|2%7c3', [1, 2, 3], ['p']],
    ['spaceDelimited, exploded', { schema: list, style: 'spaceDelimited', explode: true }, 'p=1&p=2', [1, 2], ['p', 'p']],
    ['an object, exploded', { schema: object }, 'a=1&b=x&c=y', { a: 1, b: 'x' }, ['a', 'b']],
    ['an object', { schema: object, explode: false }, 'p=a,1,b,x', { a: 1, b: 'x' }, ['p']],
    ['a deepObject', { schema: object, style: 'deepObject' }, 'p[a]=1&p[b]=x&q[a]=1', { a: 1, b: 'x' }, ['p[a]', 'p[b]']],
    ['JSON', { content: { 'application/json': { schema: object } } }, 'p=%7B%22a%22:[1]%7D', { a: [1] }, ['p']],
  ] as [string, Omit<Parameter, 'in' | 'name'>, string, unknown, string[]][])('reads %s', (_, parameter, query, value, claimed) => {
    expect(fromQuery(parameter, query)).toEqual({ read: { value }, claimed });
  });

  it.each([['query'], ['path'], ['header'], ['cookie']] as const)('reads nothing where there is nothing in %s', (place) => {
    expect(parameterReader(document, { name: 'p', in: place, schema: list }).read(NOTHING, () => {})).toBeUndefined();
  });

  it('claims a repeated scalar too, so that it is not told to be unknown', () => {
    expect(fromQuery({ schema: {} }, 'p=1&p=2')).toEqual({ read: { code: 'repeated', message: 'must be given once' }, claimed: ['p', 'p'] });
  });

  it.each([['matrix'], ['label']])('refuses the style %s at start', (style) => {
    expect(() => parameterReader(document, { name: 'id', in: 'path', style, schema: {} })).toThrow(
      `the style \`${style}\` of the parameter \`id\` is not supported`,
    );
  });
});
