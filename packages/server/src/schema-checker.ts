import type { Document } from './document.ts';
import { responseValidation } from './response-validator.ts';
import type { SchemaFault } from './schema-faults.ts';

/**
 * Checks values against schemas of a contract outside of the corridor, for what a request alone does not tell: which
 * shape is right can depend on what the request is about.
 *
 * @param document the bundled document
 * @returns a function that takes a schema's pointer (`#/components/schemas/Project`) and gives what finds the faults
 *   of a value; each schema is compiled when it is first needed
 */
export function schemaChecker(document: unknown): (pointer: string) => (value: unknown) => SchemaFault[] {
  return responseValidation(document as Document).compile; // The generator wrote it from a contract that passed the linter.
}
