import { broken } from '../broken-contract-error.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import type { KitCode } from '../contract.ts';

/** What a request that may be repeated is refused with, by the status. */
const CODES: Readonly<Record<string, KitCode>> = { 409: 'idempotency_in_progress', 422: 'idempotency_key_reused' };

/**
 * Makes sure that an operation that keeps answers can do so.
 *
 * @param isKept whether there is something that keeps them: the seam `repeat`
 * @throws BrokenContractError when there is not, when the operation has no caller to keep them for or answers with a
 *   file, or when it does not declare the header or an error that comes with it
 */
export function assertRepeatable({ contract, id, entry, readers, answers }: CompiledOperation, isKept: boolean): void {
  if (!entry.idempotency) return;
  const refuse = (reason: string) => broken(contract, entry.pointer, id, `it has \`x-idempotency\`, but ${reason}`);
  if (!isKept) throw refuse('the application has nothing to keep answers in: give it the seam `repeat`');
  if (!entry.scopes) throw refuse('anybody may call it, and an answer is kept for one caller');
  if ([...answers.values()].some(({ fileTypes }) => fileTypes.length > 0)) throw refuse('it answers with a file, which is not kept');
  if (!readers.some(({ parameter }) => parameter.in === 'header' && parameter.name.toLowerCase() === 'idempotency-key')) throw refuse('no header parameter `Idempotency-Key`');
  for (const [status, code] of Object.entries(CODES)) {
    if (!entry.answers[status]?.includes(code)) throw refuse(`no ${status} with \`${code}\``);
  }
}
