import { load } from 'js-yaml';
import type { Failure } from './report.ts';

/** A failure that is none of ours, and why. */
export interface KnownFailure {
  check: string;
  status: number;
  /** The code of the error that is answered. */
  code: string;
  /** The codes that `details` may name, of which it names one at least; nothing at all where this is left out. */
  details?: string[];
  /** As Schemathesis writes them; every operation where this is left out. */
  operations?: string[];
  reason: string;
}

/** How many there may be before the contract has to say more. */
const MOST = 5;

/**
 * Reads the list of failures that are known.
 *
 * @throws Error when an entry says too little, or there are too many
 */
export function readKnownFailures(yaml: string): KnownFailure[] {
  const entries = (load(yaml) ?? []) as KnownFailure[]; // What an entry must say is checked here.
  const short = entries.find(({ check, status, code, reason }) => !check || !status || !code || !reason);
  if (short) throw new Error(`Each known failure says its check, status, code and reason; this one does not: ${JSON.stringify(short)}.`);
  if (entries.length > MOST) throw new Error(`There are ${entries.length} known failures, and at most ${MOST} may be: mend one of them instead.`);
  return entries;
}

/** Whether an entry explains a failure, with everything that the answer tells. */
export function explains({ check, status, code, details, operations }: KnownFailure, failure: Failure): boolean {
  const isTold =
    details === undefined ? failure.details.length === 0 : failure.details.length > 0 && failure.details.every((detail) => details.includes(detail));
  return check === failure.check && status === failure.status && code === failure.code && (operations?.includes(failure.operation) ?? true) && isTold;
}
