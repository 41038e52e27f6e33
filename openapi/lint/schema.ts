import { isRef, type Location, type UserContext } from '@redocly/openapi-core';
import { isObject, itemsOf, keysOf, type Place, type Schema } from './contract.ts';

type Context = Pick<UserContext, 'resolve'>;
type ListKeyword = 'allOf' | 'oneOf' | 'anyOf' | 'prefixItems';

/**
 * All that holds for the schema at `location`: what it says itself, what its `$ref`s lead to
 * (keywords may stand beside a `$ref`), and the branches of `allOf`. The schema's own words come first.
 */
export function layers(ctx: Context, schema: unknown, location: Location, seen = new Set<string>()): Place<Schema>[] {
  if (!isObject(schema) || seen.has(location.absolutePointer)) return [];
  seen.add(location.absolutePointer);

  const places: Place<Schema>[] = [{ node: schema, location }];
  if (isRef(schema)) {
    const target = ctx.resolve<Schema>(schema, location.source.absoluteRef);
    for (const hop of target.chain ?? []) places.push({ node: hop.node as Schema, location: hop.location });
    if (isObject(target.node) && target.location) places.push({ node: target.node, location: target.location });
  }
  const parts = places.flatMap((place) => branches(place, ['allOf']));
  return places.concat(parts.flatMap((part) => layers(ctx, part.node, part.location, seen)));
}

/** The schemas in the lists that `keywords` name. */
export function branches({ node, location }: Place<Schema>, keywords: ListKeyword[]): Place<Schema>[] {
  return keywords.flatMap((keyword) =>
    itemsOf(node[keyword]).map((branch, index) => ({ node: branch, location: location.child([keyword, index]) })),
  );
}

/** The properties that the layers declare; the outermost wins, as it is the most particular. */
export function propertiesOf(places: Place<Schema>[]): Map<string, Place<Schema>> {
  const properties = new Map<string, Place<Schema>>();
  for (const { node, location } of places) {
    for (const name of keysOf(node.properties)) {
      const property = { node: node.properties?.[name] as Schema, location: location.child(['properties', name]) };
      if (!properties.has(name)) properties.set(name, property);
    }
  }
  return properties;
}

/** The schemas of what the value holds: its properties, its items, what else it takes. */
export function partsOf(places: Place<Schema>[]): Place<Schema>[] {
  const parts = [...propertiesOf(places).values(), ...places.flatMap((place) => branches(place, ['prefixItems']))];
  for (const { node, location } of places) {
    for (const keyword of ['items', 'additionalProperties', 'unevaluatedProperties'] as const) {
      const part = node[keyword];
      if (isObject(part)) parts.push({ node: part, location: location.child(keyword) });
    }
    for (const pattern of keysOf(node.patternProperties)) {
      const part = node.patternProperties?.[pattern] as Schema;
      parts.push({ node: part, location: location.child(['patternProperties', pattern]) });
    }
  }
  return parts;
}

export function isType(places: Place<Schema>[], type: string): boolean {
  return places.some(({ node }) => [node.type].flat().includes(type));
}

/** The types of values that have no parts. */
export const SCALARS = ['string', 'integer', 'number', 'boolean'];

/** The types that the value can have: those that every layer lets pass which has a `type`, or else values to choose from. */
export function typesOf(places: Place<Schema>[]): string[] {
  const said = places.map(({ node }) => typesIn(node)).filter((types) => types.length > 0);
  return said[0]?.filter((type) => said.every((types) => types.includes(type))) ?? [];
}

function typesIn(schema: Schema): string[] {
  if (schema.type !== undefined) return [schema.type].flat();
  const values: unknown[] = 'const' in schema ? [schema.const] : itemsOf(schema.enum);
  return [...new Set(values.map((value) => typeOf(value)))];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/** What the outermost layer with the keyword says in it. */
export function keywordOf<K extends keyof Schema>(places: Place<Schema>[], name: K): Schema[K] | undefined {
  return places.find(({ node }) => name in node)?.node[name];
}

/**
 * What `find` finds in a schema, whichever branch of its `oneOf` and `anyOf` a value takes: once when it stands
 * around the branches, else once for each branch. Nothing when a branch lacks it.
 */
export function inEveryBranch<T>(
  ctx: Context,
  { node, location }: Place<Schema>,
  find: (places: Place<Schema>[]) => T | undefined,
  above: string[] = [],
): T[] {
  if (above.includes(location.absolutePointer)) return [];

  const path = [...above, location.absolutePointer];
  const places = layers(ctx, node, location);
  const own = find(places);
  if (own !== undefined) return [own];

  for (const alternatives of places.flatMap((place) => [branches(place, ['oneOf']), branches(place, ['anyOf'])])) {
    const found = alternatives.map((branch) => inEveryBranch(ctx, branch, find, path));
    if (found.length > 0 && found.every((one) => one.length > 0)) return found.flat();
  }
  return [];
}
