import { escapeStep, isObject, resolve, type Document, type Schema } from './document.ts';
import { typesOf } from './corridor/parameter-value.ts';

/** Copies of a value what a schema declares. `extra` gets the pointer of everything that is left out. */
export type Projection = (value: unknown, pointer: string, extra: string[]) => unknown;

/** What of an object a schema declares. */
interface Shape {
  properties: Map<string, Projection>;
  /** For the properties that are not listed; undefined when there may be none. */
  rest: Projection | undefined;
}

/**
 * Makes the projection of a schema: the one place that decides what leaves the server. An object keeps its declared
 * properties; others only where the schema says `additionalProperties`. A value without a schema is kept as it is.
 *
 * @throws Error when a reference leads nowhere
 */
export function projection(document: Document, schema: Schema, seen = new Map<Schema, Projection>()): Projection {
  const target = withSiblings(document, schema);
  const known = seen.get(target);
  if (known) return known;

  let made: Projection = keep;
  seen.set(target, (value, pointer, extra) => made(value, pointer, extra)); // Schemas may contain themselves.
  const inner = (part: Schema) => projection(document, part, seen);
  const branches = [...(target.oneOf ?? []), ...(target.anyOf ?? [])];
  if (branches.length > 0) made = choice(document, branches, inner, without(target));
  else if (describesObject(target, document)) made = object(shapeOf(document, target, inner));
  else if (target.items || target.prefixItems) made = list(target, inner);
  return made;
}

function keep(value: unknown): unknown {
  return value;
}

/** A `$ref` may have siblings (OpenAPI 3.1); those that say what an object has are joined with it. */
function withSiblings(document: Document, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...siblings } = schema;
  const target = resolve<Schema>(document, { $ref });
  const joins = ['properties', 'additionalProperties', 'allOf', 'items', 'oneOf', 'anyOf'].some((key) => key in siblings);
  return joins ? { allOf: [target, siblings] } : target;
}

function without({ oneOf: _one, anyOf: _any, ...rest }: Schema): Schema {
  return rest;
}

function describesObject(schema: Schema, document: Document): boolean {
  if (schema.properties || schema.additionalProperties !== undefined || typesOf(schema).includes('object')) return true;
  return (schema.allOf ?? []).some((part) => describesObject(withSiblings(document, part), document));
}

function shapeOf(document: Document, schema: Schema, inner: (part: Schema) => Projection): Shape {
  const shape: Shape = { properties: new Map(), rest: undefined };
  for (const part of schema.allOf ?? []) {
    const { properties, rest } = shapeOf(document, withSiblings(document, part), inner);
    for (const [name, project] of properties) shape.properties.set(name, project);
    shape.rest ??= rest;
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) shape.properties.set(name, inner(property));
  if (schema.additionalProperties === true) shape.rest = keep;
  else if (isObject(schema.additionalProperties)) shape.rest = inner(schema.additionalProperties);
  return shape;
}

function object({ properties, rest }: Shape): Projection {
  return (value, pointer, extra) => {
    if (!isPlain(value)) return value;
    const kept: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const project = properties.get(name) ?? rest;
      const place = `${pointer}/${escapeStep(name)}`;
      if (project) define(kept, name, project(member, place, extra));
      else extra.push(place);
    }
    return kept;
  };
}

/** `__proto__` would set the prototype if it were assigned. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function list(schema: Schema, inner: (part: Schema) => Projection): Projection {
  const first = (schema.prefixItems ?? []).map(inner);
  const others = schema.items ? inner(schema.items) : keep;
  return (value, pointer, extra) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => (first[index] ?? others)(item, `${pointer}/${index}`, extra))
      : value;
}

/** Keeps what the branch declares that fits best: of those that have the value's required and constant parts, the one that leaves out least. */
function choice(document: Document, branches: Schema[], inner: (part: Schema) => Projection, base: Schema): Projection {
  const made = branches.map((branch) => {
    const target = withSiblings(document, branch);
    return { project: inner(Object.keys(base).length > 0 ? { allOf: [base, target] } : target), fits: fitter(document, target) };
  });
  return (value, pointer, extra) => {
    if (!isPlain(value) && !Array.isArray(value)) return value;
    const tries = made
      .filter(({ fits }) => fits(value))
      .map(({ project }) => {
        const left: string[] = [];
        return { kept: project(value, pointer, left), left };
      })
      .toSorted((a, b) => a.left.length - b.left.length);
    const [best] = tries;
    if (best) {
      extra.push(...best.left);
      return best.kept;
    }
    extra.push(pointer); // No branch declares this value, so nothing of it may leave.
    return null;
  };
}

/** A quick look at type, required and constant properties, to tell the branches of a choice apart. */
function fitter(document: Document, schema: Schema): (value: unknown) => boolean {
  const types = typesOf(schema);
  const required = (schema['required'] as string[] | undefined) ?? [];
  const fixed = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const { const: constant, enum: values } = withSiblings(document, property) as { const?: unknown; enum?: unknown[] };
    const allowed = constant === undefined ? values : [constant];
    return allowed ? [{ name, allowed }] : [];
  });
  return (value) => {
    if (Array.isArray(value)) return types.length === 0 || types.includes('array');
    if (types.length > 0 && !types.includes('object')) return false;
    const members = value as Record<string, unknown>; // The caller passes objects and lists only.
    return (
      required.every((name) => members[name] !== undefined) &&
      fixed.every(({ name, allowed }) => members[name] === undefined || allowed.includes(members[name]))
    );
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value) && !('toJSON' in value && typeof value['toJSON'] === 'function');
}
