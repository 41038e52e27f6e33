import { describe, expect, it } from 'vitest';
import { messagesOf, schemaRows } from '../../../test/compare/schema-rows.ts';

const NAME = { type: 'string' };
const open = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const closed = (properties: object, required: string[] = []) => ({ ...open(properties, required), additionalProperties: false });

describe('properties', () => {
  schemaRows([
    ['one more, optional', open({ a: NAME }), open({ a: NAME, b: NAME }), {}],
    ['one more, required', open({ a: NAME }), open({ a: NAME, b: NAME }, ['b']), { request: ['breaking /required/0'] }],
    ['one more in an object that was closed', closed({ a: NAME }), closed({ a: NAME, b: NAME }), { response: ['note /properties/b'] }],
    ['one made required', open({ a: NAME }), open({ a: NAME }, ['a']), { request: ['breaking /required/0'] }],
    ['one no longer required', open({ a: NAME }, ['a']), open({ a: NAME }), { response: ['breaking base /required/0'] }],
    ['one removed from an open object', open({ a: NAME, b: NAME }), open({ a: NAME }), { request: ['note base /properties/b'], response: ['breaking base /properties/b'] }],
    ['one removed from a closed object', closed({ a: NAME, b: NAME }), closed({ a: NAME }), { request: ['breaking base /properties/b'], response: ['breaking base /properties/b'] }],
    ['one removed that was required', open({ a: NAME }, ['a']), open({}), { request: ['note base /properties/a'], response: ['breaking base /properties/a'] }],
    ['one renamed', closed({ a: NAME }), closed({ b: NAME }), { request: ['breaking base /properties/a'], response: ['breaking base /properties/a', 'note /properties/b'] }],
    ['one made read-only', open({ a: NAME }), open({ a: { ...NAME, readOnly: true } }), { request: ['breaking /properties/a/readOnly'] }],
    ['one made write-only', open({ a: NAME }), open({ a: { ...NAME, writeOnly: true } }), { response: ['breaking /properties/a/writeOnly'] }],
    ['a name like that of a member of every object', open({}), open({ constructor: NAME, toString: NAME }), {}],
    ['one narrowed, two levels down', open({ a: open({ b: NAME }) }), open({ a: open({ b: { ...NAME, maxLength: 5 } }) }), { request: ['breaking /properties/a/properties/b/maxLength'] }],
    ['one widened, two levels down', open({ a: open({ b: NAME }) }), open({ a: open({ b: { type: ['string', 'null'] } }) }), { response: ['breaking /properties/a/properties/b/type'] }],
  ]);
});

describe('other properties', () => {
  schemaRows([
    ['closed', open({}), closed({}), { request: ['breaking /additionalProperties'] }],
    ['closed by unevaluatedProperties', open({}), { ...open({}), unevaluatedProperties: false }, { request: ['breaking /unevaluatedProperties'] }],
    ['opened', closed({}), open({}), {}],
    ['given a schema', { type: 'object' }, { type: 'object', additionalProperties: NAME }, { request: ['breaking /additionalProperties/type'] }],
    ['given a wider schema', { additionalProperties: NAME }, { additionalProperties: { type: ['string', 'null'] } }, { response: ['breaking /additionalProperties/type'] }],
    ['that become an object of their own', { additionalProperties: NAME }, { additionalProperties: false }, { request: ['breaking /additionalProperties'] }],
  ]);
});

describe('items', () => {
  schemaRows([
    ['narrowed', { items: { enum: ['a', 'b'] } }, { items: { enum: ['a'] } }, { request: ['breaking /items/enum'] }],
    ['widened', { items: NAME }, { items: { type: ['string', 'null'] } }, { response: ['breaking /items/type'] }],
    ['given a schema', { type: 'array' }, { type: 'array', items: NAME }, { request: ['breaking /items/type'] }],
    ['no longer described', { type: 'array', items: NAME }, { type: 'array' }, { response: ['breaking base /items/type'] }],
    ['forbidden', { items: NAME }, { items: false }, { request: ['breaking base /items/type'] }],
    ['whose objects lose a property', { items: open({ a: NAME }) }, { items: open({}) }, { request: ['note base /items/properties/a'], response: ['breaking base /items/properties/a'] }],
  ]);
});

describe('conditions, of which it cannot be told what they allow', () => {
  schemaRows([
    ['not added', {}, { not: NAME }, { request: ['breaking /not'] }],
    ['not changed', { not: { const: 1 } }, { not: { const: 2 } }, { request: ['breaking /not'], response: ['note /not'] }],
    ['not removed', { not: NAME }, {}, { response: ['note base /not'] }],
    ['dependentRequired added', {}, { dependentRequired: { a: ['b'] } }, { request: ['breaking /dependentRequired'] }],
    ['propertyNames changed behind a reference', { $defs: { A: { maxLength: 9 } }, propertyNames: { $ref: '#/schema/$defs/A' } }, { $defs: { A: { maxLength: 5 } }, propertyNames: { $ref: '#/schema/$defs/A' } }, { request: ['breaking /propertyNames'], response: ['note /propertyNames'] }],
    ['the same with other texts', { if: { required: ['a'], description: 'A.' } }, { if: { description: 'B.', required: ['a'] } }, {}],
  ]);
});

describe('the sentences', () => {
  it.each([
    [open({ config: open({ timeout: { maximum: 900 } }) }), open({ config: open({ timeout: { maximum: 600 } }) }), 'request', '`config.timeout` in the request body had `maximum` 900 and has `maximum` 600; a request that was in bounds is refused.'],
    [open({}), open({ name: NAME }, ['name']), 'request', '`name` in the request body is new and required; a request without it is refused.'],
    [open({ name: NAME }), open({ name: NAME }, ['name']), 'request', '`name` in the request body is now required; a request without it is refused.'],
    [{ maxItems: 5 }, { minItems: 1, maxItems: 5 }, 'request', 'The request body had no `minItems` and has `minItems` 1; a request that was in bounds is refused.'],
    [{ type: 'array', items: open({ id: NAME }) }, { type: 'array', items: open({}) }, 'response', '`[].id` in the 200 body is gone, and callers that read it find nothing.'],
    [{ additionalProperties: { type: 'number' } }, { additionalProperties: { type: 'integer' } }, 'request', '`*` in the request body can no longer be of type number; a request with one is refused.'],
    [{ type: 'string' }, {}, 'response', 'The 200 body can now be of type null or boolean or object or array or number, which no caller expects.'],
  ] as const)('%j to %j in a %s', (base, head, direction, message) => {
    expect(messagesOf(base, head, direction)).toEqual([message]);
  });
});
