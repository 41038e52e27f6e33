import { canonical } from '../../canonical.ts';
import { breaking, note } from '../../finding.ts';
import { nameOf, placeOf, type SchemaCheck } from '../pair.ts';
import { keyword } from '../parts.ts';

/** `default`, which decides what a request means that leaves the value out. */
export const defaults: SchemaCheck = function* (pair) {
  if (pair.direction === 'response') return;
  const [before] = keyword(pair.base, 'default');
  const [after] = keyword(pair.head, 'default');
  const at = placeOf(pair, 'default');
  if (before && !after) yield breaking(at, `${nameOf(pair)} no longer has the default ${canonical(before.value)}; a request without it means something else.`);
  if (after && !before) yield note(at, `${nameOf(pair)} now has the default ${canonical(after.value)}.`);
  if (before && after && canonical(before.value) !== canonical(after.value)) {
    yield breaking(at, `${nameOf(pair)} had the default ${canonical(before.value)} and has ${canonical(after.value)}; a request without it means something else.`);
  }
};
