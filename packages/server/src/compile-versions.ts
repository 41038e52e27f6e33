import { broken } from './broken-contract-error.ts';
import { compileContract } from './check-contract.ts';
import type { CompiledOperation } from './compile-operation.ts';
import type { Contract } from './contract.ts';
import { nameSuccessors } from './deprecation/name-successors.ts';
import type { Document } from './document.ts';
import { requestValidation } from './request-validator.ts';
import { responseValidation } from './response-validator.ts';

/**
 * Compiles the contracts that one application serves beside each other.
 *
 * @param contracts the oldest version first
 * @throws BrokenContractError when one of them cannot be served, two want the same method of the same path, or a
 *   successor is not served
 */
export function compileVersions(contracts: readonly Contract[]): CompiledOperation[] {
  const versions = contracts.map((contract) => {
    const document = contract.document as Document; // As in compileOperation.
    return compileContract(contract, requestValidation(document), responseValidation(document));
  });
  checkPlaces(versions.flat());
  return nameSuccessors(versions);
}

/** Makes sure that a method and a path lead to one operation; what a parameter is called makes no other path. */
function checkPlaces(operations: readonly CompiledOperation[]): void {
  const taken = new Map<string, string>();
  for (const { contract, id, entry } of operations) {
    const place = `${entry.method.toUpperCase()} ${contract.basePath}${entry.path.replaceAll(/\{[^}]*\}/g, '{}')}`;
    const other = taken.get(place);
    if (other !== undefined) throw broken(contract, entry.pointer, id, `${place} is the place of ${other} already`);
    taken.set(place, id);
  }
}
