import { breaking, type Change } from '../finding.ts';
import { withNullApart, type Alternative } from './alternatives.ts';
import { nameOf, type Pair } from './pair.ts';
import { typesOf } from './parts.ts';

/** Compares two schemas that have no branches; `trial` does so without remembering what was compared. */
interface Comparers {
  compare(pair: Pair): Iterable<Change>;
  trial(pair: Pair): Change[];
}

/**
 * Compares schemas of which one has `oneOf` or `anyOf`. Every alternative of the base must find one in the head that takes it
 * (in a request), or every alternative of the head one in the base that allowed it (in an answer).
 */
export function* compareAlternatives(pair: Pair, before: Alternative[], after: Alternative[], { compare, trial }: Comparers): Iterable<Change> {
  const request = pair.direction === 'request';
  const [outer, inner] = (request ? [before, after] : [after, before]).map(withNullApart);
  const both = (one: Alternative, other: Alternative): Pair => ({ ...pair, base: (request ? one : other).parts, head: (request ? other : one).parts });

  for (const one of outer ?? []) {
    const named = partnerOf(one, outer ?? [], inner ?? []);
    if (named) {
      yield* compare(both(one, named));
      continue;
    }
    const trials = (inner ?? []).map((other) => trial(both(one, other))).filter((changes) => changes.every(({ level }) => level !== 'breaking'));
    const [closest] = trials.toSorted((a, b) => a.length - b.length);
    if (closest) yield* closest;
    else yield breaking(one.branch ?? pair.at, messageFor(pair, one));
  }
  if (request) yield* exclusive(pair, before, after);
}

/** The alternative of the same tag, or the only other one that has no partner when one of both has no tag to go by. */
function partnerOf(one: Alternative, outer: Alternative[], inner: Alternative[]): Alternative | undefined {
  const same = namesake(one, inner);
  if (same) return same;
  const alone = outer.filter((other) => !namesake(other, inner));
  const [left, ...more] = inner.filter((other) => !namesake(other, outer));
  return alone.length === 1 && left && more.length === 0 && (one.tag === undefined || left.tag === undefined) ? left : undefined;
}

function namesake({ tag }: Alternative, others: Alternative[]): Alternative | undefined {
  return tag === undefined ? undefined : others.find((other) => other.tag === tag);
}

function messageFor(pair: Pair, one: Alternative): string {
  const name = one.tag ?? [...typesOf(one.parts)].join(' or ');
  return pair.direction === 'request'
    ? `${nameOf(pair)} can no longer be the alternative ${name}; a request with it is refused.`
    : `${nameOf(pair)} can now be the alternative ${name}, which no caller expects.`;
}

/** `anyOf` that has become `oneOf`: a value that fits two alternatives is refused then. */
function* exclusive(pair: Pair, before: Alternative[], after: Alternative[]): Iterable<Change> {
  if (before.length < 2 || before.some(isOneOf) || !after.every(isOneOf)) return;
  const overlap = after.find((one) => after.some((other) => one !== other && canBeBoth(one, other)));
  if (overlap) yield breaking(overlap.branch ?? pair.at, `${nameOf(pair)} had \`anyOf\` and has \`oneOf\`; a request that fits two alternatives is refused.`);
}

function isOneOf({ branch }: Alternative): boolean {
  return /\/oneOf\/\d+$/.test(branch?.pointer ?? '');
}

function canBeBoth(one: Alternative, other: Alternative): boolean {
  const told = one.tag?.includes(' ') && other.tag?.includes(' ') && one.tag !== other.tag;
  return !told && !typesOf(one.parts).isDisjointFrom(typesOf(other.parts));
}
