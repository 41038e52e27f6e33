import { broken, BrokenContractError } from './broken-contract-error.ts';
import { compileOperation, type CompiledOperation } from './compile-operation.ts';
import { KIT_CODES, type Contract } from './contract.ts';
import { showCurrent } from './conditional/show-current.ts';
import { escapeStep, isObject, resolve, type Document } from './document.ts';
import type { RequestValidation } from './request-validator.ts';
import type { ResponseValidation } from './response-validator.ts';

/**
 * Compiles every operation, and so finds out at start what would otherwise break a request.
 * Validators are compiled later, on first use or by a warm-up.
 *
 * @throws BrokenContractError with pointer and operation
 */
export function compileContract(contract: Contract, requests: RequestValidation, responses: ResponseValidation): CompiledOperation[] {
  const missing = KIT_CODES.filter((code) => !Object.hasOwn(contract.errors, code));
  if (missing.length > 0) {
    throw new BrokenContractError(`The error catalogue (#/x-error-catalogue) lacks ${missing.join(', ')}, which the server answers with.`);
  }
  checkReferences(contract);
  const operations = Object.entries(contract.operations).map(([id, entry]) => {
    if (entry.rateLimit && !Object.hasOwn(contract.rateLimits, entry.rateLimit.policy)) {
      throw broken(contract, `${entry.pointer}/x-rate-limit`, id, `there is no policy \`${entry.rateLimit.policy}\``);
    }
    try {
      return compileOperation(contract, id, entry, requests, responses);
    } catch (error) {
      throw broken(contract, entry.pointer, id, error);
    }
  });
  return showCurrent(operations);
}

/** Follows every reference and compiles every pattern of the document, so that one that is wrong is found with its place. */
function checkReferences(contract: Contract): void {
  const document = contract.document as Document; // As in compileOperation.
  const visit = (node: unknown, pointer: string, owner: string): void => {
    if (!isObject(node)) return;
    const operationId = typeof node['operationId'] === 'string' ? node['operationId'] : owner;
    try {
      if (typeof node['$ref'] === 'string') resolve(document, node as { $ref: string });
      if (typeof node['pattern'] === 'string') RegExp(node['pattern'], 'u');
    } catch (error) {
      throw broken(contract, pointer, operationId, error);
    }
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'example' && key !== 'examples') visit(value, `${pointer}/${escapeStep(key)}`, operationId);
    }
  };
  visit(document, '#', 'none');
}
