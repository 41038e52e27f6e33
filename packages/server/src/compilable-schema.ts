import { isObject, resolve, type Document, type Schema } from './document.ts';

/** Keywords whose value maps names to schemas: a name in them is never a keyword. */
const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'schemas']);
/** Keywords whose value is data. */
const DATA = new Set(['default', 'const', 'enum']);

/**
 * Copies a part of the document in the form that the validator can compile: without examples, because an `id`
 * inside one would be read as a schema's id, and with only those discriminators that it understands.
 *
 * @param base what is put before every reference, where the document is known by a name
 */
export function compilable(document: Document, node: unknown, base = ''): unknown {
  if (Array.isArray(node)) return node.map((item) => compilable(document, item, base));
  if (!isObject(node)) return node;
  const entries = Object.entries(node).filter(([keyword]) => keyword !== 'example' && keyword !== 'examples');
  return Object.fromEntries(
    entries.flatMap(([keyword, value]) => {
      if (keyword === 'discriminator') return discriminates(document, node) ? discriminating(node, value) : [];
      return [[keyword, copy(document, keyword, value, base)]];
    }),
  );
}

function copy(document: Document, keyword: string, value: unknown, base: string): unknown {
  if (keyword === '$ref' && typeof value === 'string') return base + value;
  if (DATA.has(keyword)) return value;
  if (MAPS.has(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, compilable(document, schema, base)]));
  }
  return compilable(document, value, base);
}

/** Ajv picks a branch by a required property that is constant in each; elsewhere `oneOf` alone decides. */
function discriminates(document: Document, { discriminator, oneOf }: Schema): boolean {
  const tag = discriminator?.propertyName;
  return (
    tag !== undefined &&
    oneOf !== undefined &&
    oneOf.every((branch) => {
      const { properties, required } = resolve<Schema>(document, branch);
      const property = properties?.[tag];
      const fixed = property && resolve<Schema>(document, property);
      return fixed !== undefined && ('const' in fixed || 'enum' in fixed) && Array.isArray(required) && required.includes(tag);
    })
  );
}

/**
 * The constants of the branches say the same as a mapping, which Ajv refuses. It looks at no branch unless the value
 * is an object, so that a list or null would pass if the type were not said beside it.
 */
function discriminating({ type }: Schema, discriminator: unknown): [keyword: string, value: unknown][] {
  const tag = isObject(discriminator) ? { propertyName: discriminator['propertyName'] } : discriminator;
  return [...(type === undefined ? [['type', 'object'] as [string, string]] : []), ['discriminator', tag]];
}
