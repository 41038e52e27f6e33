import { follow, type ContractDocument } from '../contract-document.ts';

/** The value of one of the contract's example objects: `ProjectCreate`. */
export function exampleValue(document: ContractDocument, name: string): Record<string, unknown> {
  return follow(document, { $ref: `#/components/examples/${name}` })['value'] as Record<string, unknown>; // The linter has checked that it has one.
}

/** The example of one of the contract's parameters: the id that samples name. */
export function exampleParameter(document: ContractDocument, name: string): string {
  return String(follow(document, { $ref: `#/components/parameters/${name}` })['example']);
}
