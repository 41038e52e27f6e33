import { breaking, note } from '../../finding.ts';
import { nameOf, placeOf, type SchemaCheck } from '../pair.ts';
import { keyword, type Parts } from '../parts.ts';

/** `multipleOf` and `uniqueItems`. */
export const multiples: SchemaCheck = function* (pair) {
  const before = factorsOf(pair.base);
  const after = factorsOf(pair.head);
  const gained = after.filter((factor) => !before.some((one) => one % factor === 0));
  const lost = before.filter((factor) => !after.some((one) => one % factor === 0));

  const at = placeOf(pair, 'multipleOf');
  if (pair.direction === 'request' && gained.length > 0) yield breaking(at, `${nameOf(pair)} must now be a multiple of ${gained.join(' and ')}; a request with another number is refused.`);
  if (pair.direction === 'response' && lost.length > 0) yield note(at, `${nameOf(pair)} is no longer always a multiple of ${lost.join(' and ')}.`);

  const [wasUnique, isUnique] = [isSet(pair.base), isSet(pair.head)];
  const unique = placeOf(pair, 'uniqueItems');
  if (pair.direction === 'request' && isUnique && !wasUnique) yield breaking(unique, `${nameOf(pair)} must no longer repeat an item; a request that does is refused.`);
  if (pair.direction === 'response' && wasUnique && !isUnique) yield note(unique, `${nameOf(pair)} can now repeat an item.`);
};

function factorsOf(parts: Parts): number[] {
  return keyword(parts, 'multipleOf').flatMap(({ value }) => (typeof value === 'number' && value > 0 ? [value] : []));
}

function isSet(parts: Parts): boolean {
  return keyword(parts, 'uniqueItems').some(({ value }) => value === true);
}
