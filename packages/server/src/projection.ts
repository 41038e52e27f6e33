import { choice } from './projection-choice.ts';
import { escapeStep, isObject, type Document, type Schema } from './document.ts';
import { typesOf } from './corridor/parameter-value.ts';
import { branchesOf, partsOf } from './schema-parts.ts';

/**
 * Copies of a value what a schema declares. `extra` gets the pointer of everything that is left out.
 *
 * @returns undefined when nothing of the value is declared
 */
export type Projection = (value: unknown, pointer: string, extra: string[]) => unknown;

/** Keywords that say what an object has. */
const OBJECT = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];

/** What of an object a schema declares. */
interface Shape {
  properties: Map<string, Projection>;
  patterns: [RegExp, Projection][];
  /** For the properties that are not listed; undefined when there may be none. */
  rest: Projection | undefined;
}

/**
 * Makes the projection of a schema: the one place that decides what leaves the server. An object keeps its declared
 * properties; others only where the schema says `additionalProperties`. An object or a list that stands where the
 * schema declares neither is left out. A value without a schema is kept as it is.
 *
 * @throws Error when a reference leads nowhere
 */
export function projection(document: Document, schema: Schema, seen = new Map<Schema, Projection>()): Projection {
  const known = seen.get(schema);
  if (known) return known;

  let made: Projection = keep;
  const project: Projection = (value, pointer, extra) => made(asJson(value), pointer, extra);
  seen.set(schema, project); // Schemas may contain themselves.
  const inner = (part: Schema) => projection(document, part, seen);

  const parts = partsOf(document, schema);
  const divided = parts.find((part) => branchesOf(part).length > 0);
  if (divided) {
    const { oneOf: _one, anyOf: _any, ...undivided } = divided;
    const base = { allOf: parts.map((part) => (part === divided ? undivided : part)) };
    made = choice(document, branchesOf(divided), base, inner);
  } else made = byKind(parts, inner);
  return project;
}

function byKind(parts: readonly Schema[], inner: (part: Schema) => Projection): Projection {
  const ofObject = parts.some(describesObject) ? object(shapeOf(parts, inner)) : undefined;
  const ofList = parts.some(describesList) ? list(parts, inner) : undefined;
  const other = ofObject || ofList || parts.some(describesScalar) ? leaveOut : keep;
  return (value, pointer, extra) => {
    if (Array.isArray(value)) return (ofList ?? other)(value, pointer, extra);
    return isObject(value) ? (ofObject ?? other)(value, pointer, extra) : value;
  };
}

function describesObject(part: Schema): boolean {
  return OBJECT.some((keyword) => part[keyword] !== undefined) || typesOf(part).includes('object');
}

function describesList(part: Schema): boolean {
  return part.items !== undefined || part.prefixItems !== undefined || typesOf(part).includes('array');
}

function describesScalar(part: Schema): boolean {
  const { const: constant, enum: values } = part;
  const fixed = constant === undefined ? values : [constant];
  return part.type !== undefined || (Array.isArray(fixed) && !fixed.some(isObject));
}

function keep(value: unknown): unknown {
  return value;
}

function leaveOut(_value: unknown, pointer: string, extra: string[]): undefined {
  extra.push(pointer);
}

/** What JSON.stringify would write: dates as text, and of an object with a `toJSON` what that gives. */
function asJson(value: unknown): unknown {
  return isObject(value) && 'toJSON' in value && typeof value['toJSON'] === 'function' ? (value['toJSON']() as unknown) : value;
}

function shapeOf(parts: readonly Schema[], inner: (part: Schema) => Projection): Shape {
  const shape: Shape = { properties: new Map(), patterns: [], rest: undefined };
  for (const { properties, patternProperties, additionalProperties, unevaluatedProperties } of parts) {
    for (const [name, property] of Object.entries(properties ?? {})) shape.properties.set(name, inner(property));
    for (const [pattern, property] of Object.entries(patternProperties ?? {})) {
      shape.patterns.push([new RegExp(pattern, 'u'), inner(property)]);
    }
    const rest = additionalProperties ?? unevaluatedProperties;
    if (rest === true) shape.rest = keep;
    else if (rest) shape.rest ??= inner(rest);
  }
  return shape;
}

function object({ properties, patterns, rest }: Shape): Projection {
  return (value, pointer, extra) => {
    const kept: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value as object)) { // The caller passes objects only.
      if (member === undefined) continue;
      const project = properties.get(name) ?? patterns.find(([pattern]) => pattern.test(name))?.[1] ?? rest ?? leaveOut;
      const projected = project(member, `${pointer}/${escapeStep(name)}`, extra);
      if (projected !== undefined) define(kept, name, projected);
    }
    return kept;
  };
}

/** `__proto__` would set the prototype if it were assigned. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

function list(parts: readonly Schema[], inner: (part: Schema) => Projection): Projection {
  const first = (parts.find(({ prefixItems }) => prefixItems)?.prefixItems ?? []).map(inner);
  const items = parts.find((part) => part.items)?.items;
  const others = items ? inner(items) : keep;
  return (value, pointer, extra) =>
    (value as unknown[]).map((item, index) => (first[index] ?? others)(item, `${pointer}/${index}`, extra)); // As above.
}
