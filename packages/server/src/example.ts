import { isObject, resolve, type Document, type MediaType, type Schema } from './document.ts';
import { branchesOf } from './schema-parts.ts';

/**
 * The example of a body: the media type's own, or one made of the schema's examples.
 *
 * @returns undefined when the contract shows none
 */
export function exampleOf(document: Document, { example, examples, schema }: MediaType): unknown {
  if (example !== undefined) return example;
  for (const named of Object.values(examples ?? {})) return resolve<{ value?: unknown }>(document, named).value;
  return schema && fromSchema(document, schema, []);
}

/** @param above the schemas that this one stands in; one that contains itself has no example there */
function fromSchema(document: Document, node: Schema, above: readonly Schema[]): unknown {
  const target = resolve<Schema>(document, node);
  if (above.includes(target)) return undefined;
  const inner = (part: Schema) => fromSchema(document, part, [...above, target]);

  const schema = { ...target, ...(node.$ref ? { ...node, $ref: undefined } : {}) };
  const { examples, example, const: constant, default: fallback, enum: values } = schema as Record<string, unknown>;
  const shown = Array.isArray(examples) ? (examples[0] as unknown) : example;
  if (shown !== undefined) return shown;
  if (constant !== undefined) return constant;
  if (fallback !== undefined) return fallback;
  if (Array.isArray(values)) return values[0] as unknown;
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner).filter(isObject));
  const branches = branchesOf(schema);
  if (branches.length > 0) return branches.map(inner).find((one) => one !== undefined);
  if (schema.items) return [inner(schema.items)].filter((item) => item !== undefined);
  if (!schema.properties) return undefined;
  const members = Object.entries(schema.properties).map(([name, property]) => [name, inner(property)] as const);
  const { required = [] } = schema as { required?: string[] };
  if (members.some(([name, value]) => value === undefined && required.includes(name))) return undefined;
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
