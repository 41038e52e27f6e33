import type { DocumentNode } from '../../document-node.ts';
import { breaking, note, type Change } from '../../finding.ts';
import { nameOf, placeOf, type Pair, type SchemaCheck } from '../pair.ts';
import { keyword, type Parts } from '../parts.ts';

/** Keywords that bound the same quantity. An exclusive bound is the tighter one of two that are equal. */
const LOWER = [['minimum', 'exclusiveMinimum'], ['minLength'], ['minItems'], ['minProperties']];
const UPPER = [['maximum', 'exclusiveMaximum'], ['maxLength'], ['maxItems'], ['maxProperties']];

/** The bounds of numbers, texts, arrays and objects. */
export const bounds: SchemaCheck = function* (pair) {
  for (const names of LOWER) yield* compareBounds(pair, names, 1);
  for (const names of UPPER) yield* compareBounds(pair, names, -1);
};

interface Bound {
  keyword: string;
  limit: number;
  exclusive: boolean;
}

/** @param sign 1 for lower bounds, of which the greater is the tighter, and -1 for upper ones */
function* compareBounds(pair: Pair, names: readonly string[], sign: 1 | -1): Iterable<Change> {
  const before = tightest(pair.base, names, sign);
  const after = tightest(pair.head, names, sign);
  const order = tightness(after, sign) - tightness(before, sign) || Number(after?.exclusive ?? false) - Number(before?.exclusive ?? false);
  const change = `${nameOf(pair)} had ${wordsFor(before, names)} and has ${wordsFor(after, names)}`;

  const at = placeOf(pair, (after ?? before)?.keyword ?? '');
  if (pair.direction === 'request' && order > 0) yield breaking(at, `${change}; a request that was in bounds is refused.`);
  if (pair.direction === 'response' && order < 0) yield note(at, `${change}, so it can exceed what it kept to.`);
}

function tightest(parts: Parts, names: readonly string[], sign: 1 | -1): Bound | undefined {
  return names
    .flatMap((name) => keyword(parts, name).flatMap((node) => boundOf(name, node)))
    .toSorted((a, b) => sign * (b.limit - a.limit) || Number(b.exclusive) - Number(a.exclusive))[0];
}

function boundOf(name: string, { value }: DocumentNode): Bound[] {
  return typeof value === 'number' ? [{ keyword: name, limit: value, exclusive: name.startsWith('exclusive') }] : [];
}

/** Lengths and counts are never below 0, so that bound is none. */
function tightness(bound: Bound | undefined, sign: 1 | -1): number {
  const none = !bound || (sign === 1 && bound.limit === 0 && !bound.keyword.endsWith('inimum'));
  return none ? Number.MIN_SAFE_INTEGER * 2 : sign * bound.limit;
}

function wordsFor(bound: Bound | undefined, [name]: readonly string[]): string {
  return bound ? `\`${bound.keyword}\` ${bound.limit}` : `no \`${name}\``;
}
