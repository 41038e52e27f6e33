import type { DocumentNode, Side } from './document-node.ts';

/** `breaking`: a program that was right before can go wrong now. `note`: worth a reader's time, and nobody's program breaks. */
export type Level = 'breaking' | 'note';

/** One thing that a check has found, before it is known for which operation. */
export interface Change {
  level: Level;
  /** Where to look: in the head, or in the base for what the head has no more. */
  at: DocumentNode;
  message: string;
}

/** What a finding is about. */
export type Subject =
  | { readonly operationId: string; readonly method: string; readonly path: string }
  | { readonly event: string }
  | { readonly component: string };

/** One difference between two contracts. */
export interface Finding {
  readonly level: Level;
  readonly subject: Subject;
  readonly side: Side;
  /** In the document of that side. */
  readonly pointer: string;
  /** What has changed, and what comes of it. */
  readonly message: string;
}

/** A change that breaks a program. */
export function breaking(at: DocumentNode, message: string): Change {
  return { level: 'breaking', at, message };
}

/** A change that breaks no program. */
export function note(at: DocumentNode, message: string): Change {
  return { level: 'note', at, message };
}

/** The change as a finding about a subject. */
export function findingOf({ level, at, message }: Change, subject: Subject): Finding {
  return { level, subject, side: at.side, pointer: at.pointer, message };
}
