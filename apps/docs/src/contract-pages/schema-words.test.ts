import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Schema } from './document.ts';
import { exampleOf, limitsOf, meaningOf, typeOf } from './schema-words.ts';

const many = Array.from({ length: 9 }, (_, at) => `v${at}`);
const schemas: Record<string, Schema> = {
  Note: { type: 'object', description: 'A note.', properties: {} },
  Colour: { type: 'string', enum: ['red', 'blue'], description: 'A colour.' },
  Topic: { type: 'string', enum: many },
  Tags: { type: 'array', items: { $ref: '#/components/schemas/Topic' } },
  Thing: { oneOf: [{ $ref: '#/components/schemas/Note' }, { type: 'string' }] },
};
const document: OpenApiDocument = { info: { title: 'Notes', version: '1' }, paths: {}, components: { schemas } };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

describe('typeOf', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ type: 'array', items: { type: 'integer' } }, 'array of integer'],
    [{ type: ['array', 'null'], items: ref('Note') }, 'array of [`Note`](/docs/schemas/Note/) or null'],
    [ref('Note'), '[`Note`](/docs/schemas/Note/)'],
    [ref('Colour'), '[string](/docs/schemas/Colour/)'],
    [ref('Tags'), '[array of string](/docs/schemas/Tags/)'],
    [ref('Thing'), '[`Thing`](/docs/schemas/Thing/)'],
    [{ anyOf: [ref('Note'), { type: 'null' }] }, '[`Note`](/docs/schemas/Note/) or null'],
    [{ const: 'run' }, 'string'],
    [{ enum: ['a', null] }, 'string or null'],
    [{}, 'any JSON value'],
    [{ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }, 'any JSON value'],
  ])('%j is %s', (schema, want) => expect(typeOf(document, schema)).toBe(want));
});

describe('limitsOf', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, ''],
    [{ minLength: 1, maxLength: 100 }, '1 to 100 characters.'],
    [{ minLength: 1 }, 'At least 1 character.'],
    [{ maxItems: 10_000 }, 'At most 10,000 items.'],
    [{ minItems: 2, maxItems: 2, uniqueItems: true }, 'Exactly 2 items. No two alike.'],
    [{ minimum: 0, maximum: 900 }, '0 to 900.'],
    [{ minimum: 0 }, 'At least 0.'],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.5 }, 'More than 0. Less than 1. A multiple of 0.5.'],
    [{ format: 'uri', pattern: '^https?://', default: null }, 'Format `uri`. Pattern `^https?://`. Default `null`.'],
    [{ enum: ['a', 'b', null] }, 'One of `a`, `b`.'],
    [{ const: false }, 'Always `false`.'],
    [ref('Topic'), 'One of [9 values](/docs/schemas/Topic/).'],
    [ref('Tags'), 'Each is one of [9 values](/docs/schemas/Topic/).'],
    [{ ...ref('Colour'), default: 'red' }, 'One of `red`, `blue`. Default `red`.'],
  ])('%j is told as %j', (schema, want) => expect(limitsOf(document, schema)).toBe(want));

  it('tells a long list in full where it is asked to', () => {
    expect(limitsOf(document, ref('Topic'), true)).toBe(`One of ${many.map((one) => `\`${one}\``).join(', ')}.`);
  });
});

describe('exampleOf', () => {
  it.each<[Schema, unknown, string]>([
    [{ examples: ['note_1'] }, undefined, 'Example `note_1`.'],
    [{ examples: ['note_1'] }, 'note_2', 'Example `note_2`.'],
    [{ examples: [null] }, undefined, ''],
    [{ examples: [20], default: 20 }, undefined, ''],
    [{ enum: ['a'], examples: ['a'] }, undefined, ''],
    [{ examples: ['x'.repeat(61)] }, undefined, ''],
  ])('of %j, given %j, is %j', (schema, given, want) => expect(exampleOf(document, schema, given)).toBe(want));
});

it('says what stands beside a reference before what it leads to', () => {
  expect(meaningOf(document, { ...ref('Colour'), description: 'Of the note.' })).toBe('Of the note. One of `red`, `blue`.');
});

it('names a reference that leads nowhere', () => {
  expect(() => typeOf(document, ref('Gone'))).toThrow('The contract has nothing at #/components/schemas/Gone.');
});
