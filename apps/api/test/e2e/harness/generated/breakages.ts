import type { Fault } from './oracle.ts';
import type { Published, Schema } from './published.ts';
import { breakText } from './broken-texts.ts';
import { assertUnderstood, isAnyType, isFree, typesOf } from './valid-values.ts';

/** One keyword at one place of a body, and values that break it. */
export interface Breakage extends Fault {
  /** Which property the body must have for the place to be in it: the tag of its branch. */
  when?: { name: string; value: unknown };
  /** What takes the value's place; undefined takes the value away. */
  values: unknown[];
}

const OF_TYPE: Record<string, unknown[]> = {
  null: [null],
  boolean: [true, false],
  integer: [0, 1, -1],
  number: [1.5, -0.25, 1e300],
  string: ['', 'x', '1', 'true', 'null'],
  array: [[], [1], ['x']],
  object: [{}, { a: 1 }],
};
/** As many as fit into the largest body. */
const LONG = 20_000;
/** Names that no schema here has: some are set by the server, some are what JavaScript finds on every object. */
const UNKNOWN = [
  'unknown',
  'id',
  'created_at',
  'account_id',
  'password_hash',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__proto',
  'a/b~c',
  'Name',
  'name ',
  '',
  '💥',
  '1',
];

/** Every keyword of a body's schema, at every depth, with values that break it. */
export function breakages(published: Published, given: Schema, pointer = '', when?: Breakage['when']): Breakage[] {
  const schema = published.resolve(given);
  assertUnderstood(schema);
  if (isFree(schema)) return [];
  const at = (code: string, values: unknown[], place = pointer): Breakage => ({ pointer: place, code, values, ...(when && { when }) });
  // Integers in digits beyond these bounds are no readable JSON before they are out of bounds, so that these have exponents.
  if (isAnyType(schema)) return [at('minimum', [-1e300]), at('maximum', [1e300, 1e21])];
  const own: Breakage[] = [];

  const { oneOf, discriminator, enum: members } = schema;
  if (oneOf) {
    if (!discriminator) throw new Error('A choice without a discriminator cannot be broken in one place.');
    const { propertyName } = discriminator;
    const tag = `${pointer}/${propertyName}`;
    own.push(
      at('type', [...otherTypes(['object'])]),
      at('required', [undefined], tag),
      at('discriminator', ['nothing', '', 'constructor', 5, null, ['processor']], tag),
    );
    return [...own, ...oneOf.flatMap((branch) => branchBreakages(published, branch, pointer, propertyName))];
  }

  const types = typesOf(schema);
  own.push(at('type', otherTypes(types)));
  if (members) {
    const near = members.flatMap((member) =>
      typeof member === 'string' ? [`${member} `, member.toUpperCase(), member.slice(1), `${member}\u0301`] : [],
    );
    own.push(
      at(
        'enum',
        [...new Set([...near, 'nothing', ''])].filter((text) => !members.includes(text)),
      ),
    );
  } else if (types.includes('string')) own.push(...breakText(schema).map(({ code, values }) => at(code, values)));
  if (schema.minimum !== undefined) own.push(at('minimum', [schema.minimum - 1, -(2 ** 53) + 1]));
  if (schema.maximum !== undefined) own.push(at('maximum', [schema.maximum + 1, 2 ** 53 - 1]));
  if (types.includes('array')) own.push(...arrayBreakages(published, schema, pointer, at, when));
  if (types.includes('object')) own.push(...objectBreakages(published, schema, pointer, at, when));
  return own;
}

type At = (code: string, values: unknown[], place?: string) => Breakage;

/** Of a branch, what is not about its tag. */
function branchBreakages(published: Published, branch: Schema, pointer: string, tag: string): Breakage[] {
  const schema = published.resolve(branch);
  const value = published.resolve(schema.properties?.[tag] ?? {}).const;
  const ofBranch = breakages(published, branch, pointer, { name: tag, value });
  return ofBranch.filter(({ pointer: place, code }) => !place.startsWith(`${pointer}/${tag}`) && !(place === pointer && code === 'type'));
}

function arrayBreakages(published: Published, schema: Schema, pointer: string, at: At, when: Breakage['when']): Breakage[] {
  const { items = {}, minItems, maxItems, uniqueItems } = schema;
  const some = [...(published.resolve(items).enum ?? ['10.0.0.1', '10.0.0.2'])];
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => (published.resolve(items).enum ? some[index % some.length] : `10.0.${index >> 8}.${index & 255}`));
  return [
    ...(minItems ? [at('minItems', [many(minItems - 1)])] : []),
    ...(maxItems === undefined ? [] : [at('maxItems', [many(maxItems + 1), many(Math.min(maxItems * 10, LONG))])]),
    ...(uniqueItems
      ? [
          at('uniqueItems', [
            [some[0], some[0]],
            [some[0], some[1], some[0]],
          ]),
        ]
      : []),
    ...breakages(published, items, `${pointer}/0`, when),
  ];
}

function objectBreakages(published: Published, schema: Schema, pointer: string, at: At, when: Breakage['when']): Breakage[] {
  const { properties = {}, required = [], additionalProperties, minProperties } = schema;
  if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean')
    throw new Error('Additional properties with a schema are not broken yet.');
  const unknown = UNKNOWN.filter((name) => !Object.hasOwn(properties, name));
  return [
    ...required.map((name) => at('required', [undefined], `${pointer}/${name}`)),
    ...(additionalProperties === false
      ? unknown.map((name) => at('additionalProperties', ['x', null, 1], `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`))
      : []),
    ...(minProperties ? [at('minProperties', [{}])] : []),
    ...Object.entries(properties).flatMap(([name, property]) => breakages(published, property, `${pointer}/${name}`, when)),
  ];
}

function otherTypes(types: readonly string[]): unknown[] {
  const allowed = new Set(types.includes('number') ? [...types, 'integer'] : types);
  return Object.entries(OF_TYPE)
    .flatMap(([type, values]) => (allowed.has(type) ? [] : values))
    .filter((value) => !(allowed.has('integer') && Number.isInteger(value)));
}
