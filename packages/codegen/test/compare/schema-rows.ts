import { expect, it } from 'vitest';
import { DocumentNode } from '../../src/compare/document-node.ts';
import { compareSchemas } from '../../src/compare/schema/compare-schemas.ts';
import type { Direction } from '../../src/compare/schema/pair.ts';

/**
 * One change of a schema, and what is found of it in a request and in an answer: `breaking /maxLength`, the level and where
 * it is pointed at below the schema. A base is written behind `base`: `breaking base /properties/name`.
 */
export type Row = [name: string, base: unknown, head: unknown, want: Partial<Record<Direction, string[]>>];

/** Compares every row's schemas both ways. References lead into the schema itself: `#/schema/$defs/Name`. */
export function schemaRows(rows: Row[]): void {
  it.each(rows)('%s', (_, base, head, want) => {
    expect({ request: compared(base, head, 'request'), response: compared(base, head, 'response') }).toEqual({ request: [], response: [], ...want });
  });
}

/** The messages that a change of a schema gives. */
export function messagesOf(base: unknown, head: unknown, direction: Direction): string[] {
  return changes(base, head, direction).map(({ message }) => message);
}

function compared(base: unknown, head: unknown, direction: Direction): string[] {
  return changes(base, head, direction).map(({ level, at }) => [level, ...(at.side === 'base' ? ['base'] : []), at.pointer.replace('#/schema', '') || '/'].join(' '));
}

function changes(base: unknown, head: unknown, direction: Direction) {
  const [before, after] = [new DocumentNode('base', { schema: base }), new DocumentNode('head', { schema: head })];
  return compareSchemas(before.child('schema'), after.child('schema'), direction, direction === 'request' ? 'the request body' : 'the 200 body', after);
}
