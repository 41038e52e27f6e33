import { METHODS } from '../document.ts';
import type { DocumentNode } from './document-node.ts';

/** An operation of one of the documents, or what is sent for an event. */
export interface Operation {
  /** The operationId; the method and path where there is none. */
  id: string;
  /** In capitals, as it is sent. */
  method: string;
  path: string;
  node: DocumentNode;
  /** The path item that the operation stands in. */
  item: DocumentNode;
  document: DocumentNode;
}

/** The same operation in both documents. */
export interface OperationPair {
  base: Operation;
  head: Operation;
  /** The day of the comparison, as a full-date in UTC. */
  today: string;
}

/** Lists what stands below `paths`, or below `webhooks`, in the document's order. */
export function operationsOf(document: DocumentNode, section: 'paths' | 'webhooks'): Operation[] {
  return (document.get(section)?.entries() ?? []).flatMap(([path, item]) =>
    METHODS.flatMap((name) => {
      const node = item.get(name);
      const method = name.toUpperCase();
      return node ? [{ id: node.text('operationId') ?? `${method} ${path}`, method, path, node, item, document }] : [];
    }),
  );
}

/** The operation of the head that an operation of the base has become: that of the same id, else that at the same place with a new id. */
export function successorOf(operation: Operation, base: readonly Operation[], head: readonly Operation[]): Operation | undefined {
  const known = new Set(base.map(({ id }) => id));
  return (
    head.find(({ id }) => id === operation.id) ??
    head.find(({ id, method, path }) => method === operation.method && path === operation.path && !known.has(id))
  );
}

/** How far an operation can be relied on. Nothing said means `stable`. */
export function stabilityOf({ node }: Operation): string {
  return node.text('x-stability') ?? 'stable';
}
