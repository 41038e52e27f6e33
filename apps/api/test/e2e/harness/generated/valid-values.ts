import * as fc from 'fast-check';
import { anything } from './anything.ts';
import { FORMATS } from './formats.ts';
import type { Published, Schema } from './published.ts';
import { texts } from './texts.ts';

/** What `valid` turns into values; a keyword that is not here must be taught to it and to `breakages` first. */
const KEYWORDS = new Set([
  'type',
  'enum',
  'const',
  'oneOf',
  'discriminator',
  'required',
  'properties',
  'additionalProperties',
  'minProperties',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
]);
const ANNOTATIONS = new Set(['title', 'description', 'default', 'examples', 'example', 'deprecated', 'readOnly', 'writeOnly']);

/** @throws Error when the schema has a keyword that no request would be made of */
export function assertUnderstood(schema: Schema): void {
  const strange = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword) && !ANNOTATIONS.has(keyword) && !keyword.startsWith('x-'));
  if (strange.length > 0) throw new Error(`Requests are not generated from the keyword ${strange.join(', ')} yet: ${JSON.stringify(schema)}.`);
}

const JSON_TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** Whether a schema lets every value pass: it has no keyword but such as tell of it. */
export function isFree(schema: Schema): boolean {
  return !Object.keys(schema).some((keyword) => KEYWORDS.has(keyword));
}

/** Whether a schema lets values of every type pass, and bounds the numbers in them: at every depth, by referring to itself. */
export function isAnyType(schema: Schema): boolean {
  return JSON_TYPES.every((type) => typesOf(schema).includes(type));
}

/** The types that a schema allows. */
export function typesOf({ type }: Schema): string[] {
  return [type ?? []].flat();
}

/** Values that fit a schema: every bound itself, every member of an enum, every branch, with and without what is optional. */
export function valid(published: Published, given: Schema): fc.Arbitrary<unknown> {
  const schema = published.resolve(given);
  assertUnderstood(schema);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((branch) => valid(published, branch)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);

  if (isFree(schema)) return anything();
  if (isAnyType(schema)) return anything(schema);
  const all = typesOf(schema).map((type) => ofType(published, schema, type));
  if (all.length === 0) throw new Error(`A schema without a type cannot be made requests of: ${JSON.stringify(schema)}.`);
  return all.length === 1 && all[0] ? all[0] : fc.oneof(...all.map((arbitrary, index) => ({ weight: index === 0 ? 4 : 1, arbitrary })));
}

function ofType(published: Published, schema: Schema, type: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const { minimum: min = -(2 ** 53) + 1, maximum: max = 2 ** 53 - 1 } = schema;
      const edges = [min, min + 1, max - 1, max].filter((edge) => edge >= min && edge <= max);
      return fc.oneof(fc.constantFrom(...edges), fc.integer({ min, max }));
    }
    case 'string':
      return validText(schema);
    case 'array': {
      const { items = {}, minItems = 0, maxItems = 20, uniqueItems = false } = schema;
      const item = valid(published, items);
      const bounds = { minLength: minItems, maxLength: Math.min(maxItems, 100), size: 'max' } as const;
      return uniqueItems ? fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) }) : fc.array(item, bounds);
    }
    case 'object': {
      const { properties = {}, required = [], minProperties = 0 } = schema;
      const values = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, valid(published, property)]));
      const some = fc.record(values, { requiredKeys: required, noNullPrototype: true });
      return some.filter((value) => Object.keys(value).length >= minProperties);
    }
    default:
      throw new Error(`Requests are not generated from the type ${type} yet.`);
  }
}

function validText({ format, pattern, minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  const known = format === undefined ? undefined : FORMATS[format];
  if (format !== undefined && format !== 'password' && !known) throw new Error(`Requests are not generated from the format ${format} yet.`);
  const some = known ?? texts({ min: minLength, ...(maxLength !== undefined && { max: maxLength }) });
  const shape = pattern === undefined ? undefined : new RegExp(pattern, 'u');

  return some.filter((text) => {
    const length = [...text].length;
    return length >= minLength && length <= (maxLength ?? Infinity) && (shape?.test(text) ?? true);
  });
}
