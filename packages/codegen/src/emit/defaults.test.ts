import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Operation, PathItem } from '../document.ts';
import { defaultsOf } from './defaults.ts';

const document = {
  openapi: '3.1.0',
  components: {
    parameters: { Page: { name: 'page', in: 'query', schema: { default: 1 } } },
    schemas: {
      Base: { properties: { size: { default: 5 }, name: {} } },
      Create: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { colour: { default: 'red' }, size: { default: 6 } } }], properties: { own: { default: false } } },
      Number: { default: 5 },
    },
  },
} as OpenApiDocument; // Its components have more than the generator reads.

const body = (schema: object): Partial<Operation> => ({ requestBody: { content: { 'application/json': { schema } } } });

describe('defaultsOf', () => {
  it.each([
    ['nothing', {}, {}, { query: [], body: [] }],
    ['a parameter of the query', {}, { parameters: [{ name: 'page', in: 'query', schema: { default: 1 } }, { name: 'q', in: 'query', schema: {} }] }, { query: ['page'], body: [] }],
    ['a parameter by reference, of the path too', { parameters: [{ $ref: '#/components/parameters/Page' }] }, {}, { query: ['page'], body: [] }],
    ['no parameter elsewhere', {}, { parameters: [{ name: 'a', in: 'header', schema: { default: 1 } }, { name: 'b', in: 'path', schema: { default: 1 } }] }, { query: [], body: [] }],
    ['a default that says no', {}, { parameters: [{ name: 'a', in: 'query', schema: { default: false } }, { name: 'b', in: 'query', schema: { default: null } }] }, { query: ['a', 'b'], body: [] }],
    ['properties of the body', {}, body({ properties: { a: { default: 1 }, b: {} } }), { query: [], body: ['a'] }],
    ['properties of all the parts of a body, once', {}, body({ $ref: '#/components/schemas/Create' }), { query: [], body: ['own', 'size', 'colour'] }],
    ['no default behind a reference, where the validator does not look', {}, body({ properties: { a: { $ref: '#/components/schemas/Number' } } }), { query: [], body: [] }],
    ['a default beside a reference', {}, body({ properties: { a: { $ref: '#/components/schemas/Number', default: 6 } } }), { query: [], body: ['a'] }],
    ['no body of another type', {}, { requestBody: { content: { 'text/plain': { schema: { properties: { a: { default: 1 } } } } } } }, { query: [], body: [] }],
  ] as [string, PathItem, Partial<Operation>, object][])('finds %s', (_, item, operation, want) => {
    expect(defaultsOf(document, item, { operationId: 'a', ...operation })).toEqual(want);
  });
});
