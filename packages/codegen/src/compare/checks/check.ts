import type { Change } from '../finding.ts';
import type { OperationPair } from '../operations.ts';

/** A family of differences between an operation and what it has become. */
export type Check = (pair: OperationPair) => Iterable<Change>;
