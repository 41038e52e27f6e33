import { breaking, note, type Change } from '../../finding.ts';
import { nameOf, placeOf, type Pair, type SchemaCheck } from '../pair.ts';
import { keyword, valuesOf } from '../parts.ts';

/** `enum` and `const`. A new value in an answer is a note: callers are told to expect more. */
export const values: SchemaCheck = function* (pair) {
  const before = valuesOf(pair.base);
  const after = valuesOf(pair.head);
  yield* pair.direction === 'request' ? narrowed(pair, before, after) : widened(pair, before, after);
};

function* narrowed(pair: Pair, before: string[] | undefined, after: string[] | undefined): Iterable<Change> {
  if (!after) return;
  const at = placeOf(pair, 'const', 'enum');
  if (!before) {
    yield breaking(at, `${nameOf(pair)} can now only be ${after.join(', ')}; a request with another value is refused.`);
    return;
  }
  const lost = before.filter((value) => !after.includes(value));
  if (lost.length > 0) yield breaking(at, `${nameOf(pair)} can no longer be ${lost.join(', ')}; a request with that value is refused.`);
}

function* widened(pair: Pair, before: string[] | undefined, after: string[] | undefined): Iterable<Change> {
  if (!before) return;
  const at = placeOf(pair, 'const', 'enum');
  const constant = keyword(pair.base, 'const').length > 0;
  if (!after) {
    yield constant
      ? breaking(at, `${nameOf(pair)} was always ${before.join(', ')}, on which callers rely, and can now be anything.`)
      : note(at, `${nameOf(pair)} was one of ${before.join(', ')} and can now be anything.`);
    return;
  }
  const gained = after.filter((value) => !before.includes(value));
  if (gained.length === 0) return;
  const replaced = before.every((value) => !after.includes(value));
  yield constant || replaced
    ? breaking(at, `${nameOf(pair)} was ${before.join(', ')} and can now be ${gained.join(', ')}, which no caller expects.`)
    : note(at, `${nameOf(pair)} can now also be ${gained.join(', ')}.`);
}
