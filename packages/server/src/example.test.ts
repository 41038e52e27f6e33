import { describe, expect, it } from 'vitest';
import type { Document, MediaType } from './document.ts';
import { exampleOf } from './example.ts';

const document: Document = {
  openapi: '3.1.0',
  components: {
    schemas: {
      Id: { type: 'string', examples: ['note_1', 'note_2'] },
      Tree: { properties: { name: { const: 'a' }, trees: { items: { $ref: '#/components/schemas/Tree' } }, parent: { $ref: '#/components/schemas/Tree' } } },
      Note: { type: 'object', properties: { id: { $ref: '#/components/schemas/Id' }, secret: { type: 'string' } } },
    },
    examples: { Named: { value: { id: 'named' } } },
  },
};

describe('exampleOf', () => {
  it.each([
    ['its own', { example: { id: 'own' }, schema: { $ref: '#/components/schemas/Note' } }, { id: 'own' }],
    ['null, when it is its own', { example: null }, null],
    ['the first of several', { examples: { a: { value: 1 }, b: { value: 2 } } }, 1],
    ['one by reference', { examples: { a: { $ref: '#/components/examples/Named' } } }, { id: 'named' }],
    ['the schema’s', { schema: { type: 'object', examples: [{ id: 'schema' }] } }, { id: 'schema' }],
    ['the properties’, without those that have none', { schema: { $ref: '#/components/schemas/Note' } }, { id: 'note_1' }],
    ['one that stands beside a reference', { schema: { $ref: '#/components/schemas/Id', examples: ['beside'] } }, 'beside'],
    ['an old-fashioned one', { schema: { example: 'old' } }, 'old'],
    ['a constant', { schema: { const: 'fixed' } }, 'fixed'],
    ['a default', { schema: { default: 20 } }, 20],
    ['the first of a list of values', { schema: { enum: ['red', 'green'] } }, 'red'],
    ['the parts together', { schema: { allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] } }, { a: 1, b: 2 }],
    ['the first branch', { schema: { oneOf: [{ const: 'a' }, { const: 'b' }] } }, 'a'],
    ['the first branch that has one', { schema: { anyOf: [{ type: 'string' }, { const: 'b' }] } }, 'b'],
    ['none of what is half shown', { schema: { required: ['a', 'b'], properties: { a: { const: 1 }, b: { type: 'string' } } } }, undefined],
    ['a list of one', { schema: { type: 'array', items: { $ref: '#/components/schemas/Id' } } }, ['note_1']],
    ['an empty list, when the items have none', { schema: { type: 'array', items: { type: 'string' } } }, []],
    ['no more of what contains itself', { schema: { $ref: '#/components/schemas/Tree' } }, { name: 'a', trees: [] }],
    ['none', { schema: { type: 'string' } }, undefined],
    ['none without a schema', {}, undefined],
  ] as [string, MediaType, unknown][])('is %s', (_, content, want) => {
    expect(exampleOf(document, content)).toEqual(want);
  });
});
