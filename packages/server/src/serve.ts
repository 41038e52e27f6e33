import type { Contract, OperationEntry } from './contract.ts';
import type { HandlersOrStubs, stub } from './handlers.ts';
import type { Principal } from './seams.ts';

/** What an operation is answered by. Its types were checked when it was put beside its contract. */
export type Act<Caller extends Principal> = (call: { principal: Caller | undefined }) => unknown;

/** One version that an application serves: a contract and what answers its operations. */
export interface Served<Caller extends Principal> {
  contract: Contract;
  handlers: Readonly<Record<string, Act<Caller> | typeof stub>>;
}

/** Puts handlers beside the contract that they answer; one that is missing or wrong does not compile. */
export function serve<Table extends Record<string, OperationEntry>, Types, Caller extends Principal>(
  contract: Contract & { operations: Table },
  handlers: HandlersOrStubs<Table, Types, Caller>,
): Served<Caller> {
  return { contract, handlers: handlers as Served<Caller>['handlers'] }; // The corridor reads a call as the table says.
}
