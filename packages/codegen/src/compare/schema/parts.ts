import { canonical } from '../canonical.ts';
import type { DocumentNode } from '../document-node.ts';

/**
 * A schema as the list of all schemas that hold at once (JSON Schema 2020-12, 10.2.1): itself, what it refers to, and
 * what `allOf` names. So it makes no difference whether a keyword stands inline, beside a `$ref` or behind it.
 */
export type Parts = readonly DocumentNode[];

/** Takes a schema apart; no schema has no parts and allows everything. */
export function partsOf(schema: DocumentNode | undefined): Parts {
  return schema ? flatten(schema, new Set()) : [];
}

function flatten(node: DocumentNode, seen: Set<string>): DocumentNode[] {
  if (seen.has(node.pointer)) return [];
  seen.add(node.pointer);
  const target = node.target();
  const all = node.child('allOf')?.elements() ?? [];
  return [node, ...(target ? flatten(target, seen) : []), ...all.flatMap((part) => flatten(part, seen))];
}

/** Every place where a keyword stands, the outermost first. */
export function keyword(parts: Parts, name: string): DocumentNode[] {
  return parts.flatMap((part) => part.child(name) ?? []);
}

const EVERY_TYPE = ['null', 'boolean', 'object', 'array', 'string', 'number', 'integer'];

/** The types that a value may have. A number that may be any is also an integer, so both are in the set. */
export function typesOf(parts: Parts): Set<string> {
  return parts.map(typesOfPart).reduce((types, more) => types.intersection(more), new Set(EVERY_TYPE));
}

function typesOfPart(part: DocumentNode): Set<string> {
  if (part.value === false) return new Set();
  const written = part.text('type');
  const named = written === undefined ? part.texts('type') : [written];
  if (named.length > 0) return new Set(named.flatMap((type) => (type === 'number' ? ['number', 'integer'] : type)));
  return new Set(valuesOf([part])?.flatMap(typesOfValue) ?? EVERY_TYPE);
}

function typesOfValue(text: string): string[] {
  const value: unknown = JSON.parse(text);
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer'] : ['number', 'integer'];
  return [typeof value];
}

/** The values that `enum` and `const` leave, as canonical JSON; undefined where neither stands. */
export function valuesOf(parts: Parts): string[] | undefined {
  const lists = [
    ...keyword(parts, 'enum').map((node) => node.elements().map(({ value }) => canonical(value))),
    ...keyword(parts, 'const').map(({ value }) => [canonical(value)]),
  ];
  const [first, ...others] = lists;
  return first?.filter((value) => others.every((list) => list.includes(value)));
}

/** The properties that are described, each as its parts. */
export function propertiesOf(parts: Parts): Map<string, Parts> {
  const properties = new Map<string, Parts>();
  for (const node of keyword(parts, 'properties')) {
    for (const name of Object.keys(Object(node.value) as object)) {
      properties.set(name, [...(properties.get(name) ?? []), ...partsOf(node.child(name))]);
    }
  }
  return properties;
}

/** The names that `required` lists, each with its place. */
export function requiredOf(parts: Parts): Map<string, DocumentNode> {
  const names = keyword(parts, 'required').flatMap((node) => node.elements());
  return new Map(names.map((node) => [String(node.value), node]));
}

/** Where an object is closed to properties that are not described; undefined when it is open. */
export function closedAt(parts: Parts): DocumentNode | undefined {
  return [...keyword(parts, 'additionalProperties'), ...keyword(parts, 'unevaluatedProperties')].find(({ value }) => value === false);
}
