import type { CompiledOperation } from '../compile-operation.ts';
import type { CatalogueEntry } from '../contract.ts';
import { ContractBreach } from '../contract-breach.ts';
import { fail, Failure } from '../failure.ts';

/** What an error becomes for the caller, and what has to be said in the log. */
export interface Judgement {
  failure: Failure;
  /** The error behind a 500; it never reaches the caller. */
  fault?: unknown;
  breach?: ContractBreach;
}

/**
 * Decides what the caller is told of an error: a failure that the contract allows here is told as it is,
 * something out of reach is a 503, everything else is a 500 that says nothing but the request id.
 */
export function judgeError(
  error: unknown,
  operation: CompiledOperation | undefined,
  catalogue: Readonly<Record<string, CatalogueEntry>>,
  isUnavailable: (error: unknown) => boolean,
): Judgement {
  if (error instanceof Failure) {
    const entry = catalogue[error.code];
    const declared = operation === undefined || operation.entry.answers[String(entry?.status)]?.includes(error.code) === true;
    if (entry && (declared || entry.server)) return { failure: error };
    const breach = new ContractBreach(operation?.id ?? 'The server', `it threw \`${error.code}\`, which it does not declare`, { cause: error });
    return { failure: internal(), fault: error, breach };
  }
  if (error instanceof ContractBreach) return { failure: internal(), fault: error, breach: error };
  if (isUnavailable(error)) return { failure: fail('service_unavailable'), fault: error };
  return { failure: internal(), fault: error };
}

function internal(): Failure {
  return fail('internal_error', { message: 'Something failed on our side. Tell support the request id.' });
}
