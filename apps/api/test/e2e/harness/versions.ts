import { contract as v1 } from '@plumbline/contract';
import { contract as v2 } from '@plumbline/contract/v2';

export type OperationId = keyof typeof v1.operations;
export type VersionName = 'v1' | 'v2';

/** What the tests that are made from the contract are made of: every version that is served has the same operations. */
export interface Version {
  name: VersionName;
  contract: typeof v1 | typeof v2;
}

export const VERSIONS: readonly Version[] = [
  { name: 'v1', contract: v1 },
  { name: 'v2', contract: v2 },
];

export const OPERATION_IDS = Object.keys(v1.operations) as OperationId[];

/** Every version beside every operation, to be given to `it.each`. */
export const ALL_OPERATIONS = VERSIONS.flatMap((version) => OPERATION_IDS.map((operationId) => ({ version, operationId, title: `${version.name} ${operationId}` })));
