import { resolve, type OpenApiDocument, type Operation, type PathItem, type Reference, type Schema } from '../document.ts';

/** Names that have a default, by the part of the request that they are in. */
export interface Defaults {
  query: string[];
  body: string[];
}

/** Finds what validation fills in when a request leaves it out. */
export function defaultsOf(document: OpenApiDocument, item: PathItem, operation: Operation): Defaults {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolve(document, one));
  const body = operation.requestBody && resolve(document, operation.requestBody);
  const schema = body?.content?.['application/json']?.schema;
  return {
    query: parameters.filter((one) => one.in === 'query' && one.schema && hasDefault(one.schema)).map(({ name }) => name),
    body: schema ? propertiesWithDefault(document, schema) : [],
  };
}

function propertiesWithDefault(document: OpenApiDocument, node: Schema | Reference): string[] {
  const { properties = {}, allOf = [] } = resolve<Schema>(document, node);
  const own = Object.keys(properties).filter((name) => hasDefault(properties[name] ?? {}));
  return [...new Set([...own, ...allOf.flatMap((part) => propertiesWithDefault(document, part))])];
}

/** A default counts where it stands beside the reference (OpenAPI 3.1), which is where the validator looks. */
function hasDefault(node: Schema | Reference): boolean {
  return 'default' in node && node.default !== undefined;
}
