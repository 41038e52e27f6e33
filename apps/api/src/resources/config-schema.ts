import { contract } from '@plumbline/contract';
import type { components } from '@plumbline/contract';

export type ResourceType = components['schemas']['ResourceType'];

interface Node {
  $ref?: string;
  properties?: Record<string, Node>;
  discriminator?: { mapping: Record<string, string> };
  default?: unknown;
}

const schemas = contract.document.components.schemas as unknown as Record<string, Node>; // Walked by the words of JSON Schema.

/** Where the contract says what the `config` of a resource of this type may hold, as a pointer into the document. */
export function configPointer(type: ResourceType): string {
  const create = schemaAt(schemas['ResourceCreate']?.discriminator?.mapping[type]);
  const pointer = create?.properties?.['config']?.$ref;
  if (pointer === undefined) throw new Error(`The contract has no config for a resource of type ${type}.`);

  return pointer;
}

/** The defaults of a type's `config`, by property, in the contract's order. */
export function configDefaults(type: ResourceType): Record<string, unknown> {
  const properties = schemaAt(configPointer(type))?.properties ?? {};
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.default]));
}

function schemaAt(pointer: string | undefined): Node | undefined {
  return schemas[pointer?.split('/').at(-1) ?? ''];
}
