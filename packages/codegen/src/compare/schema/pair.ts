import type { DocumentNode } from '../document-node.ts';
import type { Change } from '../finding.ts';
import { keyword, type Parts } from './parts.ts';

/** Who sends what a schema describes. A request may not be narrowed, an answer may not be widened. */
export type Direction = 'request' | 'response';

/** Two schemas of the same thing. */
export interface Pair {
  base: Parts;
  head: Parts;
  direction: Direction;
  /** What the whole is called: `the request body`. */
  whole: string;
  /** The way to this part of it: `config.timeout`, or nothing for the whole. */
  path: string;
  /** Where to point when no keyword is there to be pointed at. */
  at: DocumentNode;
}

/** A family of differences between two schemas, without what is below them. */
export type SchemaCheck = (pair: Pair) => Iterable<Change>;

/** What the schemas describe, for a sentence to begin with: `` `config.timeout` in the request body ``. */
export function nameOf({ path, whole }: Pair): string {
  return path === '' ? whole[0]?.toUpperCase() + whole.slice(1) : `\`${path}\` in ${whole}`;
}

/** Where one of some keywords stands in the head, else in the base, else where the schema is. */
export function placeOf({ base, head, at }: Pair, ...keywords: string[]): DocumentNode {
  const find = (parts: Parts) => keywords.flatMap((name) => keyword(parts, name))[0];
  return find(head) ?? find(base) ?? at;
}
