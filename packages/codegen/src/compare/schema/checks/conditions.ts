import { canonicalSchema } from '../../canonical.ts';
import { breaking, note } from '../../finding.ts';
import { nameOf, placeOf, type SchemaCheck } from '../pair.ts';
import { keyword, type Parts } from '../parts.ts';

/** Keywords of which it cannot be told which of two values allows more, so that every change counts as one for the worse. */
const CONDITIONS = [
  'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'patternProperties', 'propertyNames',
  'contains', 'minContains', 'maxContains', 'prefixItems', 'unevaluatedItems', '$dynamicRef',
];

/** The keywords that hold under a condition. */
export const conditions: SchemaCheck = function* (pair) {
  for (const name of CONDITIONS) {
    const before = writtenIn(pair.base, name);
    const after = writtenIn(pair.head, name);
    const at = placeOf(pair, name);
    if (pair.direction === 'request' && !after.isSubsetOf(before)) yield breaking(at, `${nameOf(pair)} has a new or another \`${name}\`; a request that was good can be refused.`);
    if (pair.direction === 'response' && !before.isSubsetOf(after)) yield note(at, `${nameOf(pair)} has no \`${name}\` any more, or another.`);
  }
};

function writtenIn(parts: Parts, name: string): Set<string> {
  return new Set(keyword(parts, name).map((node) => canonicalSchema(node)));
}
