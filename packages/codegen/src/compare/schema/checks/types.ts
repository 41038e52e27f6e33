import { breaking } from '../../finding.ts';
import { nameOf, placeOf, type SchemaCheck } from '../pair.ts';
import { typesOf } from '../parts.ts';

/** `type`, and with it whether null is allowed. */
export const types: SchemaCheck = function* (pair) {
  const before = typesOf(pair.base);
  const after = typesOf(pair.head);
  const lost = listOf(before.difference(after));
  const gained = listOf(after.difference(before));

  const at = placeOf(pair, 'type', 'const', 'enum');
  if (pair.direction === 'request' && lost) yield breaking(at, `${nameOf(pair)} can no longer be of type ${lost}; a request with one is refused.`);
  if (pair.direction === 'response' && gained) yield breaking(at, `${nameOf(pair)} can now be of type ${gained}, which no caller expects.`);
};

function listOf(found: Set<string>): string {
  return [...found].filter((type) => type !== 'integer' || !found.has('number')).join(' or ');
}
