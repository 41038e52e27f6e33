import { broken } from '../broken-contract-error.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import type { KitCode } from '../contract.ts';

/**
 * Gives every operation that declares `If-Match` what its tags are made of: the 200 of GET of its path.
 *
 * @throws BrokenContractError when there is no such answer with an `ETag`, or the operation does not declare the 412
 */
export function showCurrent(operations: readonly CompiledOperation[]): CompiledOperation[] {
  const shown = new Map(
    operations.flatMap(({ entry, answers }) => {
      const answer = answers.get(200);
      return entry.method === 'get' && answer?.isTagged && answer.project ? [[entry.path, answer.project] as const] : [];
    }),
  );
  const failed: KitCode = 'precondition_failed';
  return operations.map((operation) => {
    const { contract, id, entry, readers } = operation;
    if (!readers.some(({ parameter }) => parameter.in === 'header' && parameter.name.toLowerCase() === 'if-match')) return operation;
    const project = shown.get(entry.path);
    if (!project) throw broken(contract, entry.pointer, id, `it declares \`If-Match\`, but GET ${entry.path} has no 200 with an \`ETag\``);
    if (!entry.answers['412']?.includes(failed)) throw broken(contract, entry.pointer, id, `it declares \`If-Match\`, but no 412 with \`${failed}\``);
    return { ...operation, shown: project };
  });
}
