import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Published, Schema } from './published.ts';

/** What is wrong with a value: where, and which keyword says so. */
export interface Fault {
  pointer: string;
  code: string;
}

/** Ajv's judgement by the published document; the server's own validator has no part in it. */
export interface Oracle {
  /** One fault for each thing that is wrong with what a request sends. */
  faults(schema: Schema, value: unknown): Fault[];
  /** What is wrong with a body that was answered, in words; properties that are not declared are wrong, too. */
  complaints(schema: Schema, value: unknown): string[];
}

/** Makes an oracle of one version's document. */
export function createOracle({ document, resolve }: Published): Oracle {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default(ajv, { mode: 'full' });
  ajv.addSchema(document, 'published').addSchema(closed(document) as object, 'closed');
  const compiled = new Map<string, ValidateFunction>();
  const check = (base: string, schema: Schema, value: unknown): readonly ErrorObject[] => {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#', `"$ref":"${base}#`);
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
    compiled.set(text, validate);
    return validate(value) ? [] : [...(validate.errors ?? [])];
  };

  const faults: Oracle['faults'] = (schema, value) => {
    const { discriminator, oneOf = [] } = resolve(schema);
    if (discriminator === undefined) return asFaults(check('published', schema, value));
    // `oneOf` alone tells of every branch; the tag says which one was meant (OpenAPI 3.1, 4.8.25).
    const { propertyName } = discriminator;
    const pointer = `/${propertyName}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ pointer: '', code: 'type' }];
    const tag = (value as Record<string, unknown>)[propertyName];
    if (tag === undefined) return [{ pointer, code: 'required' }];
    const branch = oneOf.find((one) => resolve(resolve(one).properties?.[propertyName] ?? {}).const === tag);
    return branch ? faults(branch, value) : [{ pointer, code: 'discriminator' }];
  };
  const complaints: Oracle['complaints'] = (schema, value) =>
    check('closed', closed(schema) as Schema, value).map(
      ({ instancePath, message, params }) => `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    );

  return { faults, complaints };
}

/** Where a type is wrong, nothing else is said of that value. A missing or unknown property is a fault of that property. */
function asFaults(errors: readonly ErrorObject[]): Fault[] {
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const all = errors.flatMap(({ instancePath, keyword, params }): Fault[] => {
    const property: unknown = params['missingProperty'] ?? params['additionalProperty'];
    if (typeof property === 'string') return [{ pointer: `${instancePath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: keyword }];
    return keyword !== 'type' && mistyped.has(instancePath) ? [] : [{ pointer: instancePath, code: keyword }];
  });
  return [...new Map(all.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()];
}

/** The keywords whose value is data and no schema. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** The same with every object closed that names properties and does not say what else it may have. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([keyword, value]) => [keyword, DATA.has(keyword) ? value : closed(value)]);
  const copy = Object.fromEntries(entries) as Schema;
  const names = 'properties' in copy && typeof copy.properties === 'object' && 'type' in copy && !('additionalProperties' in copy);
  if (names && 'allOf' in copy)
    throw new Error('A schema with both `allOf` and `properties` cannot be closed like this: use `unevaluatedProperties`.');
  return names ? { ...copy, additionalProperties: false } : copy;
}
