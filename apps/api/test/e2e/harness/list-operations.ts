import type { ListEntry } from '@plumbline/server';
import { LIST_OPERATION_IDS, LISTED_UNDER, type ListOperationId } from '../../listed-tables.ts';
import { deref, operationNode, type Node } from './nodes.ts';
import { VERSIONS, type Version, type VersionName } from './versions.ts';

/** A list of one version of the contract. */
export interface ListOperation {
  version: VersionName;
  operationId: ListOperationId;
  title: string;
  path: string;
  list: ListEntry;
  /** The properties of its items that it can be sorted or filtered by. */
  fields: string[];
  /** The schemas of its query parameters. */
  parameters: Record<string, Node>;
}

/** Every list of every version, to be given to `describe.each`. */
export const LIST_OPERATIONS: readonly ListOperation[] = VERSIONS.flatMap((version) => LIST_OPERATION_IDS.map((id) => read(version, id)));

/** The list that a version has under this name. */
export function listOperation(version: VersionName, operationId: ListOperationId): ListOperation {
  const found = LIST_OPERATIONS.find((one) => one.version === version && one.operationId === operationId);
  if (!found) throw new Error(`${version} has no list ${operationId}.`);
  return found;
}

function read({ name, contract }: Version, operationId: ListOperationId): ListOperation {
  const entry = contract.operations[operationId];
  const list: ListEntry = entry.list;
  const under = LISTED_UNDER[operationId];
  const declared = ((operationNode(contract, operationId)['parameters'] ?? []) as Node[]).map((node) => deref(contract, node));
  return {
    version: name,
    operationId,
    title: `${name} ${operationId}`,
    path: contract.basePath + (under ? entry.path.replace(`{${under.parameter}}`, under.id) : entry.path),
    list,
    fields: [...new Set([...(list.sort?.fields ?? []), ...Object.values(list.filters).map(({ field }) => field)])],
    parameters: Object.fromEntries(declared.filter((one) => one['in'] === 'query').map((one) => [one['name'], deref(contract, one['schema'])])),
  };
}
