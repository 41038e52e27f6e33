import type { Reference, Schema } from '../document.ts';
import { pascalCase, wordsOf } from './words.ts';

const SCHEMAS = '#/components/schemas/';

/** The name of a schema's alias: that of the schema, in PascalCase. */
export function aliasOf(schemaName: string): string {
  return /^[A-Z][A-Za-z\d]*$/.test(schemaName) ? schemaName : pascalCase(wordsOf(schemaName));
}

/**
 * The TypeScript of a schema: the alias of the one that it refers to, or where it stands in the contract's types.
 *
 * @param place how the contract's types are indexed for it: `operations['getUser']['responses'][200]…`
 */
export function typeOf(schema: Schema | Reference | undefined, place: string): string {
  const name = schema && '$ref' in schema && schema.$ref.startsWith(SCHEMAS) ? schema.$ref.slice(SCHEMAS.length) : undefined;
  return name === undefined ? place : aliasOf(name);
}
