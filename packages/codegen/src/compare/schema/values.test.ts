import { describe } from 'vitest';
import { schemaRows } from '../../../test/compare/schema-rows.ts';

describe('type', () => {
  schemaRows([
    ['the same', { type: ['string', 'null'] }, { type: ['null', 'string'] }, {}],
    ['another', { type: 'string' }, { type: 'boolean' }, { request: ['breaking /type'], response: ['breaking /type'] }],
    ['removed', { type: ['string', 'boolean'] }, { type: 'string' }, { request: ['breaking /type'] }],
    ['added', { type: 'string' }, { type: ['string', 'boolean'] }, { response: ['breaking /type'] }],
    ['no longer nullable', { type: ['string', 'null'] }, { type: 'string' }, { request: ['breaking /type'] }],
    ['nullable', { type: 'string' }, { type: ['string', 'null'] }, { response: ['breaking /type'] }],
    ['number to integer', { type: 'number' }, { type: 'integer' }, { request: ['breaking /type'] }],
    ['integer to number', { type: 'integer' }, { type: 'number' }, { response: ['breaking /type'] }],
    ['any to one', {}, { type: 'string' }, { request: ['breaking /type'] }],
    ['any to one, as true', true, { type: 'string' }, { request: ['breaking /type'] }],
    ['one to any', { type: 'string' }, {}, { response: ['breaking base /type'] }],
    ['one to none', { type: 'string' }, false, { request: ['breaking base /type'] }],
    ['one that its constant has said before', { const: 'a' }, { type: 'string', const: 'a' }, {}],
    ['one that its values have said before', { enum: ['a', 1] }, { type: ['string', 'integer'], enum: ['a', 1] }, {}],
    ['one that its constants of other types have said before', { enum: [null, [], 1.5, {}, true] }, { type: ['null', 'array', 'number', 'object', 'boolean'], enum: [null, [], 1.5, {}, true] }, {}],
  ]);
});

describe('enum and const', () => {
  schemaRows([
    ['the same in another order', { enum: ['a', { x: 1, y: 2 }] }, { enum: [{ y: 2, x: 1 }, 'a'] }, {}],
    ['a value removed', { enum: ['a', 'b'] }, { enum: ['a'] }, { request: ['breaking /enum'] }],
    ['a value added', { enum: ['a'] }, { enum: ['a', 'b'] }, { response: ['note /enum'] }],
    ['a list where there was none', { type: 'string' }, { type: 'string', enum: ['a'] }, { request: ['breaking /enum'] }],
    ['no list any more', { type: 'string', enum: ['a'] }, { type: 'string' }, { response: ['note base /enum'] }],
    ['every value replaced', { enum: ['a'] }, { enum: ['b'] }, { request: ['breaking /enum'], response: ['breaking /enum'] }],
    ['another constant', { const: 'a' }, { const: 'b' }, { request: ['breaking /const'], response: ['breaking /const'] }],
    ['a constant added', { type: 'string' }, { type: 'string', const: 'a' }, { request: ['breaking /const'] }],
    ['a constant removed', { type: 'string', const: 'a' }, { type: 'string' }, { response: ['breaking base /const'] }],
    ['a constant that becomes one of a list', { const: 'a' }, { enum: ['a', 'b'] }, { response: ['breaking /enum'] }],
    ['a list that becomes its only value', { enum: ['a'] }, { const: 'a' }, {}],
  ]);
});

describe('bounds', () => {
  schemaRows([
    ['minimum raised', { minimum: 1 }, { minimum: 2 }, { request: ['breaking /minimum'] }],
    ['minimum lowered', { minimum: 2 }, { minimum: 1 }, { response: ['note /minimum'] }],
    ['minimum of 0 added', { type: 'integer' }, { type: 'integer', minimum: 0 }, { request: ['breaking /minimum'] }],
    ['maximum lowered', { maximum: 900 }, { maximum: 600 }, { request: ['breaking /maximum'] }],
    ['maximum raised', { maximum: 600 }, { maximum: 900 }, { response: ['note /maximum'] }],
    ['maximum added', {}, { maximum: 600 }, { request: ['breaking /maximum'] }],
    ['maximum removed', { maximum: 600 }, {}, { response: ['note base /maximum'] }],
    ['minimum made exclusive', { minimum: 1 }, { exclusiveMinimum: 1 }, { request: ['breaking /exclusiveMinimum'] }],
    ['minimum no longer exclusive', { exclusiveMinimum: 1 }, { minimum: 1 }, { response: ['note /minimum'] }],
    ['maximum made exclusive', { maximum: 1 }, { exclusiveMaximum: 1 }, { request: ['breaking /exclusiveMaximum'] }],
    ['exclusiveMaximum lowered', { exclusiveMaximum: 2 }, { exclusiveMaximum: 1 }, { request: ['breaking /exclusiveMaximum'] }],
    ['minLength raised', { minLength: 1 }, { minLength: 2 }, { request: ['breaking /minLength'] }],
    ['minLength of 0 added', {}, { minLength: 0 }, {}],
    ['maxLength lowered', { maxLength: 100 }, { maxLength: 50 }, { request: ['breaking /maxLength'] }],
    ['maxLength raised', { maxLength: 50 }, { maxLength: 100 }, { response: ['note /maxLength'] }],
    ['minItems added', { type: 'array' }, { type: 'array', minItems: 1 }, { request: ['breaking /minItems'] }],
    ['maxItems lowered', { maxItems: 10 }, { maxItems: 5 }, { request: ['breaking /maxItems'] }],
    ['minProperties added', { type: 'object' }, { type: 'object', minProperties: 1 }, { request: ['breaking /minProperties'] }],
    ['maxProperties lowered', { maxProperties: 10 }, { maxProperties: 5 }, { request: ['breaking /maxProperties'] }],
    ['multipleOf added', { type: 'integer' }, { type: 'integer', multipleOf: 5 }, { request: ['breaking /multipleOf'] }],
    ['multipleOf removed', { multipleOf: 5 }, {}, { response: ['note base /multipleOf'] }],
    ['multipleOf made finer', { multipleOf: 10 }, { multipleOf: 5 }, { response: ['note /multipleOf'] }],
    ['multipleOf made another', { multipleOf: 5 }, { multipleOf: 7 }, { request: ['breaking /multipleOf'], response: ['note /multipleOf'] }],
    ['uniqueItems added', { type: 'array' }, { type: 'array', uniqueItems: true }, { request: ['breaking /uniqueItems'] }],
    ['uniqueItems removed', { uniqueItems: true }, { uniqueItems: false }, { response: ['note /uniqueItems'] }],
  ]);
});

describe('format and pattern', () => {
  schemaRows([
    ['format added', { type: 'string' }, { type: 'string', format: 'email' }, { request: ['breaking /format'] }],
    ['format changed', { format: 'date' }, { format: 'date-time' }, { request: ['breaking /format'], response: ['breaking /format'] }],
    ['format removed', { type: 'string', format: 'date-time' }, { type: 'string' }, { response: ['breaking base /format'] }],
    ['contentEncoding changed', { contentEncoding: 'base64' }, { contentEncoding: 'base64url' }, { request: ['breaking /contentEncoding'], response: ['breaking /contentEncoding'] }],
    ['pattern added', { type: 'string' }, { type: 'string', pattern: '^a' }, { request: ['breaking /pattern'] }],
    ['pattern changed', { pattern: '^a' }, { pattern: '^b' }, { request: ['breaking /pattern'], response: ['note /pattern'] }],
    ['pattern removed', { pattern: '^prj_' }, {}, { response: ['note base /pattern'] }],
  ]);
});

describe('what a schema only tells a reader', () => {
  schemaRows([
    ['texts and examples', { description: 'A.', examples: ['a'] }, { title: 'B', description: 'B.', examples: ['b'], example: 'b', deprecated: true, $comment: 'c' }, {}],
    ['extensions', { 'x-a': 1 }, { 'x-a': 2, 'x-b': 1 }, {}],
  ]);
});

describe('default', () => {
  schemaRows([
    ['changed', { default: 20 }, { default: 50 }, { request: ['breaking /default'] }],
    ['removed', { default: 20 }, {}, { request: ['breaking base /default'] }],
    ['added', {}, { default: 20 }, { request: ['note /default'] }],
    ['the same beside a reference', { $ref: '#/schema/$defs/A', default: 'x', $defs: { A: { type: 'string', default: 'y' } } }, { type: 'string', default: 'x' }, {}],
  ]);
});
