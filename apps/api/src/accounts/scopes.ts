import { contract } from '@plumbline/contract';

/** Every scope that a key can be granted, as the contract lists them. */
export const SCOPES: readonly string[] = Object.keys(contract.scopes);
