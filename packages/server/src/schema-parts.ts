import { resolve, type Document, type Schema } from './document.ts';

/** Keywords that say what a value holds. */
const SHAPE = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'allOf', 'items', 'oneOf', 'anyOf'];

/**
 * Gives the schema, or what its `$ref` leads to. A `$ref` may have siblings (OpenAPI 3.1); those that say what
 * an object has are joined with it.
 */
export function withSiblings(document: Document, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...siblings } = schema;
  const target = resolve<Schema>(document, { $ref });
  return SHAPE.some((keyword) => keyword in siblings) ? { allOf: [target, siblings] } : target;
}

/** The parts that hold at once: the schemas under `allOf`, however deep, and then the schema's own keywords. */
export function partsOf(document: Document, schema: Schema): Schema[] {
  const { allOf, ...own } = withSiblings(document, schema);
  return [...(allOf ?? []).flatMap((part) => partsOf(document, part)), own];
}

/** The branches of which one holds. */
export function branchesOf({ oneOf, anyOf }: Schema): Schema[] {
  return [...(oneOf ?? []), ...(anyOf ?? [])];
}
