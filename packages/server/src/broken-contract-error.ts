import type { Contract } from './contract.ts';

/** A bundle that cannot be served. Its message names the version, the place and the operation. */
export class BrokenContractError extends Error {
  override readonly name = 'BrokenContractError';
}

/** Names the operation and the place of what is wrong with it. */
export function broken({ basePath }: Contract, pointer: string, operationId: string, cause: unknown): BrokenContractError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BrokenContractError(`The contract of ${basePath || '/'} is broken at ${pointer} (operation ${operationId}): ${reason}`, { cause });
}
