import { compileContract } from '../src/check-contract.ts';
import type { CompiledOperation } from '../src/compile-operation.ts';
import type { Document } from '../src/document.ts';
import { requestValidation } from '../src/request-validator.ts';
import { responseValidation } from '../src/response-validator.ts';
import { contract } from './notes/index.gen.ts';

export const document = contract.document as unknown as Document; // The generated literal is narrower than what the kit reads.

export const operations = compileContract(contract, requestValidation(document), responseValidation(document));

/** One operation of the notes, compiled. */
export function operationOf(id: keyof typeof contract.operations): CompiledOperation {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`The notes have no ${id}.`);
  return found;
}
