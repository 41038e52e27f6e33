import { describe, expect, it } from 'vitest';
import { escapeStep, follow, resolve, type Document } from './document.ts';

const document = {
  openapi: '3.1.0',
  paths: { '/a/{b}': { get: { operationId: 'a' } } },
  components: {
    schemas: {
      'A~B': { type: 'string' },
      Alias: { $ref: '#/components/schemas/A~0B' },
      Circle: { $ref: '#/components/schemas/Circle' },
      Outside: { $ref: 'other.yaml#/A' },
      List: { allOf: [{ type: 'integer' }] },
    },
  },
} as unknown as Document; // Paths hold operations, which the type leaves open.

describe('follow', () => {
  it.each([
    ['#/paths/~1a~1{b}/get', { operationId: 'a' }],
    ['#/paths/~1a~1%7Bb%7D/get', { operationId: 'a' }],
    ['#/components/schemas/A~0B', { type: 'string' }],
    ['#/components/schemas/List/allOf/0', { type: 'integer' }],
    ['#', document],
  ])('finds what is at %s', (pointer, want) => {
    expect(follow(document, pointer)).toEqual(want);
  });

  it.each([['#/paths/a'], ['#/components/schemas/List/allOf/1'], ['#/components/constructor'], ['#/openapi/length']])('finds nothing at %s', (pointer) => {
    expect(() => follow(document, pointer)).toThrow(`The reference ${pointer} leads nowhere.`);
  });
});

describe('resolve', () => {
  it('gives the node itself, or what its reference leads to', () => {
    expect(resolve(document, { type: 'number' })).toEqual({ type: 'number' });
    expect(resolve(document, { $ref: '#/components/schemas/Alias' })).toEqual({ type: 'string' });
  });

  it.each([
    ['#/components/schemas/Circle', 'leads in a circle'],
    ['#/components/schemas/Outside', 'other.yaml#/A leads out of the document'],
    ['#/components/schemas/Nothing', 'leads nowhere'],
  ])('refuses %s', ($ref, message) => {
    expect(() => resolve(document, { $ref })).toThrow(message);
  });
});

describe('escapeStep', () => {
  it.each([
    ['a/b', 'a~1b'],
    ['a~b', 'a~0b'],
    ['~1', '~01'],
    ['', ''],
  ])('writes %j as %j', (step, want) => {
    expect(escapeStep(step)).toBe(want);
  });
});
