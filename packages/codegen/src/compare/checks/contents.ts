import type { DocumentNode } from '../document-node.ts';
import { breaking, type Change } from '../finding.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import type { Direction } from '../schema/pair.ts';

/** Compares what stands below `content`, media type by media type. A new one is nothing that anybody must take or send. */
export function* compareContents(base: DocumentNode, head: DocumentNode, direction: Direction, whole: string): Iterable<Change> {
  const after = new Map(mediaTypesOf(head));
  for (const [name, before] of mediaTypesOf(base)) {
    const other = after.get(name);
    if (other) {
      yield* compareSchemas(before.child('schema'), other.child('schema'), direction, whole, other);
    } else {
      const result = direction === 'request' ? 'a request with it is refused' : 'callers that read it cannot';
      yield breaking(before, `${whole[0]?.toUpperCase()}${whole.slice(1)} can no longer be ${name}; ${result}.`);
    }
  }
}

function mediaTypesOf(node: DocumentNode): [string, DocumentNode][] {
  return (node.get('content')?.entries() ?? []).map(([name, media]) => [name.toLowerCase(), media]);
}
