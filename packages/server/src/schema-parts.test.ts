import { describe, expect, it } from 'vitest';
import type { Document } from './document.ts';
import { branchesOf, partsOf, withSiblings } from './schema-parts.ts';

const A = { type: 'object', properties: { a: {} } };
const document: Document = { openapi: '3.1.0', components: { schemas: { A, B: { allOf: [{ $ref: '#/components/schemas/A' }], required: ['a'] } } } };
const toA = { $ref: '#/components/schemas/A' };

describe('withSiblings', () => {
  it.each([
    ['the schema itself', A, A],
    ['what a reference leads to', toA, A],
    ['the same beside a description', { ...toA, description: 'A.' }, A],
    ['both beside properties', { ...toA, properties: { b: {} } }, { allOf: [A, { properties: { b: {} } }] }],
    ['both beside a choice', { ...toA, oneOf: [] }, { allOf: [A, { oneOf: [] }] }],
  ])('gives %s', (_, schema, want) => {
    expect(withSiblings(document, schema)).toEqual(want);
  });
});

describe('partsOf', () => {
  it('gives what holds at once, the own keywords last', () => {
    const schema = { allOf: [{ $ref: '#/components/schemas/B' }, { ...toA, properties: { b: {} } }], title: 'C' };
    expect(partsOf(document, schema)).toEqual([A, { required: ['a'] }, A, { properties: { b: {} } }, {}, { title: 'C' }]);
  });
});

describe('branchesOf', () => {
  it('gives the branches of either kind', () => {
    expect(branchesOf({ oneOf: [A], anyOf: [toA] })).toEqual([A, toA]);
    expect(branchesOf({})).toEqual([]);
  });
});
