import { describe, expect, it } from 'vitest';
import { resolve, type OpenApiDocument } from './document.ts';

const document = {
  openapi: '3.1.0',
  paths: { '/a~b/{c}': { get: { operationId: 'getA' } } },
  components: { responses: { Gone: { description: 'Gone.' }, Alias: { $ref: '#/components/responses/Gone' } } },
} satisfies OpenApiDocument;

describe('resolve', () => {
  it.each([
    ['the node itself', { description: 'Own.' }, { description: 'Own.' }],
    ['what a reference leads to', { $ref: '#/components/responses/Gone' }, { description: 'Gone.' }],
    ['what a reference to a reference leads to', { $ref: '#/components/responses/Alias' }, { description: 'Gone.' }],
    ['what an escaped reference leads to', { $ref: '#/paths/~1a~0b~1%7Bc%7D/get' }, { operationId: 'getA' }],
  ])('gives %s', (_, node, want) => {
    expect(resolve<object>(document, node)).toEqual(want);
  });

  it('fails where a reference leads nowhere', () => {
    expect(() => resolve(document, { $ref: '#/components/responses/None' })).toThrow('The reference #/components/responses/None leads nowhere.');
  });
});
