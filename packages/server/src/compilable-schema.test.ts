import { describe, expect, it } from 'vitest';
import { compilable } from './compilable-schema.ts';
import type { Document, Schema } from './document.ts';

const branch = (kind: Schema, required = ['kind']) => ({ type: 'object', required, properties: { kind } });
const document: Document = {
  openapi: '3.1.0',
  components: {
    schemas: { Cat: branch({ const: 'cat' }), Dog: branch({ enum: ['dog'] }), Cow: branch({ type: 'string' }), Pig: branch({ const: 'pig' }, []) },
  },
};
const of = (...names: string[]) => names.map((name) => ({ $ref: `#/components/schemas/${name}` }));

describe('compilable', () => {
  it.each([
    ['leaves examples out', { type: 'string', example: 'a', examples: ['a'] }, { type: 'string' }],
    ['leaves them out at every depth', { items: { allOf: [{ examples: [{ id: 'a' }] }] } }, { items: { allOf: [{}] } }],
    ['leaves properties in that are called so', { properties: { example: { example: 1 }, examples: {} } }, { properties: { example: {}, examples: {} } }],
    ['leaves data as it is', { default: { example: 1 }, const: { examples: 2 }, enum: [{ example: 3 }] }, { default: { example: 1 }, const: { examples: 2 }, enum: [{ example: 3 }] }],
    ['leaves names of schemas as they are', { schemas: { example: { example: 1 } } }, { schemas: { example: {} } }],
    ['keeps what is no object', true, true],
  ])('%s', (_, given, want) => {
    expect(compilable(document, given)).toEqual(want);
  });

  it('keeps a discriminator whose tag is required and constant in each branch, without its mapping', () => {
    const schema = { oneOf: of('Cat', 'Dog'), discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } } };
    expect(compilable(document, schema)).toEqual({ type: 'object', oneOf: schema.oneOf, discriminator: { propertyName: 'kind' } });
    expect(compilable(document, { ...schema, type: ['object', 'null'] })).toMatchObject({ type: ['object', 'null'] });
  });

  it.each([
    ['is not constant in a branch', { oneOf: of('Cat', 'Cow') }],
    ['is not required in a branch', { oneOf: of('Cat', 'Pig') }],
    ['is not in a branch', { oneOf: [...of('Cat'), {}] }],
    ['stands beside anyOf', { anyOf: of('Cat', 'Dog') }],
  ])('drops a discriminator whose tag %s', (_, schema) => {
    expect(compilable(document, { ...schema, discriminator: { propertyName: 'kind' } })).toEqual(schema);
  });

  it('does not touch what it copies', () => {
    const schema = { properties: { a: { examples: [1] } } };
    compilable(document, schema);
    expect(schema).toEqual({ properties: { a: { examples: [1] } } });
  });
});
