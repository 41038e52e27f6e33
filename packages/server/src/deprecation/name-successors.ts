import { broken } from '../broken-contract-error.ts';
import type { CompiledOperation } from '../compile-operation.ts';

/**
 * Finds what takes the place of each deprecated operation: the one that it names, in its own version or a later one,
 * or else the one of the same id in a later version.
 *
 * @param versions the operations of each version, the oldest first
 * @throws BrokenContractError when an operation names a successor that is not served
 */
export function nameSuccessors(versions: readonly (readonly CompiledOperation[])[]): CompiledOperation[] {
  return versions.flatMap((own, at) => {
    const later = versions.slice(at + 1).flat();
    return own.map((operation) => {
      const { contract, id, entry, ending } = operation;
      if (!ending) return operation;
      const named = entry.deprecation?.successor ?? null;
      const successor =
        named === null ? later.find((one) => one.id === id) : [...own, ...later].find((one) => one !== operation && one.id === named);
      if (named !== null && !successor) {
        throw broken(contract, `${entry.pointer}/x-successor`, id, `its successor \`${named}\` is in no contract of this version or a later one that is served`);
      }
      return { ...operation, ending: { ...ending, successor: successor && pathFrom(operation, successor) } };
    });
  });
}

/** The successor's path, where the parameters of the operation are enough to fill it in. */
function pathFrom({ entry }: CompiledOperation, successor: CompiledOperation): string | undefined {
  const needed = successor.entry.path.match(/\{[^}]*\}/g) ?? [];
  return needed.every((parameter) => entry.path.includes(parameter)) ? successor.contract.basePath + successor.entry.path : undefined;
}
