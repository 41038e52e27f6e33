import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Schema } from './document.ts';
import { schemaFaults } from './schema-faults.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, discriminator: true });

/** What is wrong with a value: `pointer code`. */
function faultsOf(schema: Schema, value: unknown): string[] {
  const check = ajv.compile(schema);
  check(value);
  return schemaFaults(check.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('schemaFaults', () => {
  it.each([
    ['nothing', { type: 'string' }, 'a', []],
    ['a wrong type, and nothing else of that value', { type: 'string', enum: ['a'], minLength: 3 }, 1, [' type']],
    ['two faults of one value', { minLength: 3, pattern: '^b' }, 'a', [' minLength', ' pattern']],
    ['what is missing, by its name', { required: ['a/b', 'c'] }, {}, ['/a~1b required', '/c required']],
    ['what is missing because of another', { dependentRequired: { a: ['b'] } }, { a: 1 }, ['/b dependentRequired']],
    ['what is unknown', { properties: { a: {} }, additionalProperties: false }, { a: 1, b: 1, c: 1 }, ['/b additionalProperties', '/c additionalProperties']],
    ['what no part knows', { allOf: [{ properties: { a: {} } }], unevaluatedProperties: false }, { a: 1, b: 1 }, ['/b unevaluatedProperties']],
    ['a name', { propertyNames: { maxLength: 1 } }, { ab: 1 }, ['/ab maxLength']],
    ['a choice, and not each of its branches', { oneOf: [{ type: 'string' }, { type: 'object', required: ['a'] }] }, {}, [' oneOf']],
    ['a choice that two branches fit', { oneOf: [{}, { type: 'string' }] }, 'a', [' oneOf']],
    ['a choice further in', { properties: { a: { anyOf: [{ type: 'string' }, { items: { type: 'string' } }] } } }, { a: [1] }, ['/a anyOf']],
    ['a choice and what is wrong beside it', { properties: { a: { oneOf: [{ type: 'string' }] }, ab: { type: 'string' } } }, { a: 1, ab: 1 }, ['/a oneOf', '/ab type']],
    ['a condition, by what it asks for', { if: { required: ['a'] }, else: { required: ['b'] } }, {}, ['/b required']],
    ['a choice in a choice', { anyOf: [{ oneOf: [{ type: 'string' }, { type: 'boolean' }] }, { type: 'null' }] }, 1, [' anyOf']],
    ['a value that may be null or else', { anyOf: [{ type: 'object', required: ['a'] }, { type: 'null' }] }, 1, [' anyOf']],
    ['a wrong type beside a choice', { type: 'object', properties: { a: { oneOf: [{ type: 'string' }] }, b: { type: 'string', minLength: 1 } } }, { a: 1, b: 2 }, ['/a oneOf', '/b type']],
    ['not', { not: { type: 'string' } }, 'a', [' not']],
  ] as [string, Schema, unknown, string[]][])('tells %s', (_, schema, value, want) => {
    expect(faultsOf(schema, value).toSorted()).toEqual(want.toSorted());
  });

  it('never says nothing of a value that breaks its schema', () => {
    const parts: Schema[] = [
      { type: 'string' },
      { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
      { const: 1 },
      { not: { type: 'number' } },
      { propertyNames: { maxLength: 1 } },
      { items: { type: 'string' }, minItems: 2 },
    ];
    const pairs = parts.flatMap((one) => parts.map((other) => [one, other] as const));
    const schemas = pairs.flatMap(([one, other]) => [
      { oneOf: [one, other] },
      { anyOf: [{ oneOf: [one, other] }, { type: 'null' }] },
      { allOf: [{ anyOf: [one] }, { oneOf: [other] }] },
      { if: one, else: other },
      { type: 'object', properties: { a: { anyOf: [one, { not: other }] } }, additionalProperties: other },
    ]);
    const values = ['a', 1, null, true, [], ['a', 1], {}, { a: 1 }, { a: 'x', bc: 1 }, { a: { a: [] } }];
    for (const schema of schemas) {
      const check = ajv.compile(schema);
      for (const value of values) expect([schema, value, check(value)]).toEqual([schema, value, schemaFaults(check.errors ?? []).length === 0]);
    }
  });

  it('tells the same thing once', () => {
    expect(faultsOf({ allOf: [{ required: ['a'] }, { required: ['a'] }] }, {})).toEqual(['/a required']);
  });

  it('does not take longer and longer over many choices', () => {
    const schema = { items: { anyOf: [{ type: 'string' }, { type: 'null' }] } };
    expect(faultsOf(schema, Array<number>(300_000).fill(1))).toHaveLength(100);
  });

  it('stops after a hundred', () => {
    expect(faultsOf({ items: { type: 'string' } }, Array<number>(5000).fill(1))).toHaveLength(100);
  });

  it.each([
    [{ required: ['a'] }, {}, 'is required'],
    [{ additionalProperties: false }, { a: 1 }, 'is not a known property'],
    [{ enum: ['a', null] }, 'b', 'must be one of "a", null'],
    [{ const: 2 }, 3, 'must be 2'],
    [{ oneOf: [{}, {}] }, 1, 'fits none of the allowed shapes, or more than one'],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, 'has a name that must NOT have more than 1 characters'],
    [{ minimum: 5 }, 4, 'must be >= 5'],
  ] as [Schema, unknown, string][])('explains what breaks %j', (schema, value, message) => {
    const check = ajv.compile(schema);
    check(value);
    expect(schemaFaults(check.errors ?? [])[0]?.message).toBe(message);
  });

  it('names the tag of a choice', () => {
    const branch = { required: ['kind'], properties: { kind: { const: 'a' } } };
    const check = ajv.compile({ type: 'object', discriminator: { propertyName: 'kind' }, required: ['kind'], oneOf: [branch] });
    check({ kind: 'b' });
    expect(schemaFaults(check.errors ?? [])).toEqual([
      { pointer: '/kind', code: 'discriminator', message: 'names none of the allowed shapes' },
    ]);
  });
});
