import type { DocumentNode } from '../document-node.ts';
import type { Change } from '../finding.ts';

/** A change of something that belongs to no operation, with its name below `components` or at the root: `servers/0`. */
export interface ComponentChange {
  component: string;
  change: Change;
}

/** A family of differences between two documents that concern all their operations. */
export type DocumentCheck = (base: DocumentNode, head: DocumentNode) => Iterable<ComponentChange>;
