import { describe } from 'vitest';
import { schemaRows } from '../../../test/compare/schema-rows.ts';

const TEXT = { type: 'string' };
const NULL = { type: 'null' };
const thing = (type: string, properties: object = {}) => ({ type: 'object', required: ['type'], properties: { type: { const: type }, ...properties } });
const A = thing('a', { size: { type: 'integer', maximum: 9 } });
const B = thing('b');
const SMALLER = thing('a', { size: { type: 'integer', maximum: 5 } });

const ref = (name: string) => ({ $ref: `#/schema/$defs/${name}` });

describe('references', () => {
  schemaRows([
    ['in place of what they lead to', TEXT, { ...ref('Text'), $defs: { Text: TEXT } }, {}],
    ['to another name', { ...ref('A'), $defs: { A: TEXT } }, { ...ref('B'), $defs: { B: TEXT } }, {}],
    ['to what was narrowed', { ...ref('A'), $defs: { A: TEXT } }, { ...ref('A'), $defs: { A: { ...TEXT, maxLength: 5 } } }, { request: ['breaking /$defs/A/maxLength'] }],
    ['whose name is escaped', { $ref: '#/schema/$defs/a~1b~0c%7B', $defs: { 'a/b~c{': TEXT } }, { type: 'string', maxLength: 5 }, { request: ['breaking /maxLength'] }],
    ['with a keyword beside them', { ...ref('A'), $defs: { A: TEXT } }, { ...ref('A'), maxLength: 5, $defs: { A: TEXT } }, { request: ['breaking /maxLength'] }],
    ['that lead back, unchanged', { $defs: { Tree: { type: 'object', properties: { below: { type: 'array', items: ref('Tree') } } } }, ...ref('Tree') }, { $defs: { Tree: { type: 'object', properties: { below: { type: 'array', items: ref('Tree') } } } }, ...ref('Tree') }, {}],
    ['that lead back, and a change in the circle', { $defs: { Tree: { properties: { below: ref('Tree'), name: TEXT } } }, ...ref('Tree') }, { $defs: { Tree: { properties: { below: ref('Tree'), name: { ...TEXT, minLength: 1 } } } }, ...ref('Tree') }, { request: ['breaking /$defs/Tree/properties/name/minLength'] }],
    ['to themselves in allOf', { allOf: [ref('A')], $defs: { A: { allOf: [ref('A')], ...TEXT } } }, { allOf: [ref('A')], $defs: { A: { allOf: [ref('A')], ...TEXT } } }, {}],
  ]);
});

describe('allOf', () => {
  schemaRows([
    ['in place of what stood inline', { type: 'object', properties: { a: TEXT }, required: ['a'] }, { allOf: [{ type: 'object', properties: { a: TEXT } }, { required: ['a'] }] }, {}],
    ['with one part more that constrains', { allOf: [TEXT] }, { allOf: [TEXT, { maxLength: 5 }] }, { request: ['breaking /allOf/1/maxLength'] }],
    ['with one part more that describes', { allOf: [TEXT] }, { allOf: [TEXT, { description: 'A text.' }] }, {}],
    ['with one part less', { allOf: [TEXT, { format: 'email' }] }, { allOf: [TEXT] }, { response: ['breaking base /allOf/1/format'] }],
    ['whose tightest bound counts', { allOf: [{ maxLength: 5 }, { maxLength: 9 }] }, { maxLength: 5 }, {}],
    ['that describes a property twice', { properties: { a: TEXT }, allOf: [{ properties: { a: { maxLength: 5 } } }] }, { properties: { a: { ...TEXT, maxLength: 5 } } }, {}],
  ]);
});

describe('oneOf and anyOf', () => {
  schemaRows([
    ['in another order', { oneOf: [A, B] }, { oneOf: [B, A] }, {}],
    ['with one more', { oneOf: [A] }, { oneOf: [A, B] }, { response: ['breaking /oneOf/1'] }],
    ['with one less', { oneOf: [A, B] }, { oneOf: [A] }, { request: ['breaking base /oneOf/1'] }],
    ['with one less, told by its component', { oneOf: [ref('A'), ref('B')], $defs: { A: TEXT, B: { type: 'integer' } } }, { oneOf: [ref('A')], $defs: { A: TEXT } }, { request: ['breaking base /oneOf/1'] }],
    ['with one less of anyOf', { anyOf: [TEXT, { type: 'integer' }] }, { anyOf: [TEXT] }, { request: ['breaking base /anyOf/1'] }],
    ['with one narrowed, told by its constant', { oneOf: [A, B] }, { oneOf: [B, SMALLER] }, { request: ['breaking /oneOf/1/properties/size/maximum'] }],
    ['with one widened, told by its constant', { oneOf: [SMALLER, B] }, { oneOf: [B, A] }, { response: ['note /oneOf/1/properties/size/maximum'] }],
    ['with one that has another component', { oneOf: [ref('A'), ref('B')], $defs: { A: TEXT, B: { type: 'integer' } } }, { oneOf: [ref('C'), ref('B')], $defs: { C: TEXT, B: { type: 'integer' } } }, {}],
    ['with the only nameless one narrowed', { anyOf: [TEXT, NULL] }, { anyOf: [{ ...TEXT, maxLength: 5 }, NULL] }, { request: ['breaking /anyOf/0/maxLength'] }],
    ['where there was one schema', A, { oneOf: [A, B] }, { response: ['breaking /oneOf/1'] }],
    ['where one schema is left', { oneOf: [A, B] }, A, { request: ['breaking base /oneOf/1'] }],
    ['of one alternative', A, { oneOf: [A] }, {}],
    ['null as an alternative in place of a type', { type: ['string', 'null'] }, { anyOf: [TEXT, NULL] }, {}],
    ['null as a type in place of an alternative', { anyOf: [TEXT, NULL] }, { type: ['string', 'null'] }, {}],
    ['null as a new alternative', { ...ref('A'), $defs: { A } }, { anyOf: [ref('A'), NULL], $defs: { A } }, { response: ['breaking /anyOf/1'] }],
    ['null no longer an alternative', { anyOf: [ref('A'), NULL], $defs: { A } }, { ...ref('A'), $defs: { A } }, { request: ['breaking base /anyOf/1'] }],
    ['with a bound beside the alternatives', { oneOf: [TEXT, NULL] }, { oneOf: [TEXT, NULL], maxLength: 5 }, { request: ['breaking /maxLength'] }],
    ['a property gone beside the alternatives, once', { properties: { name: TEXT }, oneOf: [A, B] }, { oneOf: [A, B] }, { request: ['note base /properties/name'], response: ['breaking base /properties/name'] }],
    ['inside an alternative', { oneOf: [NULL, { oneOf: [A, B] }] }, { oneOf: [NULL, { oneOf: [A] }] }, { request: ['breaking base /oneOf/1'] }],
    ['anyOf to oneOf of the same types', { anyOf: [{ minLength: 1, ...TEXT }, { maxLength: 5, ...TEXT }] }, { oneOf: [{ minLength: 1, ...TEXT }, { maxLength: 5, ...TEXT }] }, { request: ['breaking /oneOf/0'] }],
    ['anyOf to oneOf of other types', { anyOf: [TEXT, NULL] }, { oneOf: [TEXT, NULL] }, {}],
    ['anyOf to oneOf of other constants', { anyOf: [A, B] }, { oneOf: [A, B] }, {}],
    ['that lead back', { $defs: { T: { oneOf: [TEXT, { type: 'array', items: ref('T') }] } }, ...ref('T') }, { $defs: { T: { oneOf: [TEXT, { type: 'array', items: ref('T') }] } }, ...ref('T') }, {}],
  ]);
});
