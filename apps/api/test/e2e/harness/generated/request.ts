import type { Octets } from './kept-alive.ts';
import type { Fault } from './oracle.ts';
import type { Operation } from './published.ts';
import type { World } from './world.ts';

/** A fault and the part of the request that has it. */
export interface PlacedFault extends Fault {
  in: 'body' | 'query' | 'header';
}

/** A request, and the one answer that is right. */
export interface GeneratedRequest {
  operation: Operation;
  world: World;
  kind: 'valid' | 'unfit' | 'broken';
  /** In words: what is wrong with it, or what it was made to meet. */
  what: string;
  /** The ids in its path, decoded, from the outside in. */
  ids: readonly string[];
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
  /** What the body says, where that is to come back. */
  sent: Record<string, unknown> | undefined;
  status: number;
  /** The code that an error has to have. */
  code: string | undefined;
  /** The answer to the same request before, which has to come back. */
  replays?: Octets;
  /** All that `details` has to name, and nothing else. */
  faults: PlacedFault[];
}

/** The status of an operation's success; every operation has one. */
export function successOf({ id, responses }: Operation): number {
  const status = Object.keys(responses).find((one) => one.startsWith('2'));
  if (status === undefined) throw new Error(`${id} declares no success.`);
  return Number(status);
}
