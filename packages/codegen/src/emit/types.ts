import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenApiDocument } from '../document.ts';

/**
 * Writes TypeScript types for every path, component and operation.
 *
 * A property with a default stays optional, because a request may leave it out.
 */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  // openapi-typescript resolves references in place, so it gets a copy.
  const source = JSON.stringify(document);
  return astToString(await openapiTS(source, { defaultNonNullable: false, silent: true }));
}
