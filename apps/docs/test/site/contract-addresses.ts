import { contract } from '@plumbline/contract';

/** The pages of what the contract has, by their addresses: every operation, event and error code. */
export const CONTRACT_ADDRESSES: readonly string[] = [
  ...Object.keys(contract.operations).map((id) => `/docs/operations/${id}/`),
  ...contract.events.map((name) => `/docs/events/${name}/`),
  ...Object.keys(contract.errors).map((code) => `/docs/errors/${code}/`),
];

/** Every scope that a credential can be granted. */
export const SCOPES: readonly string[] = Object.keys(contract.scopes);
