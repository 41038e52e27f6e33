import { deref, type Node } from './nodes.ts';
import type { Version } from './versions.ts';

const TEXTS: Record<string, string[]> = {
  email: ['another@example.com', 'third@example.com'],
  uri: ['https://another.example/', 'https://third.example/'],
  'date-time': ['2099-01-01T00:00:00.000Z', '2099-01-02T00:00:00.000Z'],
};

/**
 * A value that a schema allows and that is not the present one; of an object, one with every property of its schema
 * changed that the present one has. Undefined where only one value is allowed, or where it would name another object,
 * or another environment, which no key can leave.
 */
export function anotherValue(contract: Version['contract'], name: string, node: unknown, present: unknown): unknown {
  const schema = deref(contract, node);
  const types = new Set([schema['type'] ?? []].flat());
  if (name.endsWith('_id') || name === 'environment' || schema['const'] !== undefined) return undefined;
  if (Array.isArray(schema['enum'])) return schema['enum'].find((value) => value !== present);
  if (types.has('array')) return Array.isArray(present) && present.length > 0 && !schema['minItems'] ? [] : (schema['examples'] as unknown[] | undefined)?.[0];
  if (types.has('object')) return anotherObject(contract, schema, present);
  if (types.has('integer')) return present === schema['minimum'] ? Number(present) + 1 : schema['minimum'];
  return (TEXTS[String(schema['format'])] ?? ['another value', 'a third value']).find((value) => value !== present);
}

/** Whether a schema allows null. */
export function allowsNull(contract: Version['contract'], node: unknown): boolean {
  return [deref(contract, node)['type'] ?? []].flat().includes('null');
}

/** The properties of an object schema; of several, those of the one with the tag that a body has. */
export function propertiesOf(contract: Version['contract'], node: unknown, body: object = {}): { properties: Record<string, unknown>; required: readonly string[] } {
  const schema = deref(contract, node ?? {});
  const branches = ((schema['oneOf'] as unknown[] | undefined) ?? [schema]).map((branch) => deref(contract, branch));
  const { propertyName: tag } = (schema['discriminator'] ?? {}) as { propertyName?: string };
  const own = branches.find(({ properties }) => tag === undefined || (properties as Record<string, Node>)[tag]?.['const'] === (body as Node)[tag]);
  return { properties: (own?.['properties'] ?? {}) as Record<string, unknown>, required: (own?.['required'] ?? []) as string[] };
}

function anotherObject(contract: Version['contract'], schema: Node, present: unknown): unknown {
  const { properties } = propertiesOf(contract, schema);
  const before = (present ?? {}) as Record<string, unknown>;
  const names = Object.keys(properties).filter((name) => name in before);
  return Object.fromEntries(names.map((name) => [name, anotherValue(contract, name, properties[name], before[name])]));
}
