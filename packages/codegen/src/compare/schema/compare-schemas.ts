import type { DocumentNode } from '../document-node.ts';
import type { Change } from '../finding.ts';
import { alternativesOf } from './alternatives.ts';
import { bounds } from './checks/bounds.ts';
import { conditions } from './checks/conditions.ts';
import { defaults } from './checks/defaults.ts';
import { formats, patterns } from './checks/formats.ts';
import { multiples } from './checks/multiples.ts';
import { properties } from './checks/properties.ts';
import { types } from './checks/types.ts';
import { values } from './checks/values.ts';
import { visibility } from './checks/visibility.ts';
import { compareAlternatives } from './compare-alternatives.ts';
import type { Direction, Pair, SchemaCheck } from './pair.ts';
import { closedAt, keyword, partsOf, propertiesOf, type Parts } from './parts.ts';

const CHECKS: readonly SchemaCheck[] = [types, values, bounds, multiples, formats, patterns, properties, visibility, defaults, conditions];

/**
 * Compares two schemas of the same thing (JSON Schema 2020-12), through references and whatever they are composed of.
 * Where it cannot be told which of the two allows more, the change counts as one for the worse.
 *
 * @param whole what they describe: `the request body`
 * @param at where to point when nothing else is there
 */
export function compareSchemas(base: DocumentNode | undefined, head: DocumentNode | undefined, direction: Direction, whole: string, at: DocumentNode): Change[] {
  const pair: Pair = { base: partsOf(base), head: partsOf(head), direction, whole, path: '', at: head ?? base ?? at };
  const found = new Map<string, Change>();
  // An alternative repeats what is said beside its branches, and with it what is found there.
  for (const change of compare(pair, new Set())) found.set(`${change.at.side} ${change.at.pointer} ${change.message}`, change);
  return [...found.values()];
}

/** @param seen the pairs that were compared, so that schemas that contain themselves come to an end */
function* compare(pair: Pair, seen: Set<string>): Iterable<Change> {
  const key = [pair.base, pair.head].map((parts) => parts.map(({ pointer }) => pointer).join(' ')).join(' | ');
  if (seen.has(key)) return;
  seen.add(key);

  const before = alternativesOf(pair.base);
  const after = alternativesOf(pair.head);
  const [oneBefore, oneAfter] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1 && oneBefore && oneAfter) {
    yield* comparePlain({ ...pair, base: oneBefore.parts, head: oneAfter.parts }, seen);
    return;
  }
  yield* compareAlternatives(pair, before, after, {
    compare: (one) => comparePlain(one, seen),
    trial: (one) => [...comparePlain(one, new Set(seen))],
  });
}

function* comparePlain(pair: Pair, seen: Set<string>): Iterable<Change> {
  for (const check of CHECKS) yield* check(pair);
  for (const below of pairsBelow(pair)) yield* compare(below, seen);
}

/** The schemas inside two schemas: of the properties that both have, of other properties, and of items. */
function* pairsBelow(pair: Pair): Iterable<Pair> {
  const below = (base: Parts, head: Parts, path: string): Pair => ({ ...pair, base, head, path, at: head[0] ?? base[0] ?? pair.at });
  const after = propertiesOf(pair.head);
  for (const [name, parts] of propertiesOf(pair.base)) {
    const other = after.get(name);
    if (other) yield below(parts, other, pair.path === '' ? name : `${pair.path}.${name}`);
  }
  for (const [name, path] of [['additionalProperties', `${pair.path}.*`], ['items', `${pair.path}[]`]] as const) {
    const [base, head] = [schemasAt(pair.base, name), schemasAt(pair.head, name)];
    const closed = [pair.base, pair.head].some((parts) => closedAt(parts));
    if (!(closed && name === 'additionalProperties') && (base.length > 0 || head.length > 0)) yield below(base, head, path.replace(/^\./, ''));
  }
}

function schemasAt(parts: Parts, name: string): Parts {
  return keyword(parts, name).flatMap(partsOf);
}
