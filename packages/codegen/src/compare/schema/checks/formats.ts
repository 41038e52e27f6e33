import { canonical } from '../../canonical.ts';
import { breaking, note } from '../../finding.ts';
import { nameOf, placeOf, type Pair, type SchemaCheck } from '../pair.ts';
import { keyword, type Parts } from '../parts.ts';

/** How a text is written, by which a caller reads it: losing one breaks an answer, gaining one a request. */
const FORMATS = ['format', 'contentEncoding', 'contentMediaType'];

/** `format` and its kin. */
export const formats: SchemaCheck = function* (pair) {
  for (const name of FORMATS) {
    const { gained, lost } = difference(pair, name);
    const at = placeOf(pair, name);
    if (pair.direction === 'request' && gained) yield breaking(at, `${nameOf(pair)} must now have the ${name} ${gained}; a request without it is refused.`);
    if (pair.direction === 'response' && lost) yield breaking(at, `${nameOf(pair)} no longer has the ${name} ${lost}, by which callers read it.`);
  }
};

/** `pattern`. An answer that loses one is a note: ids are opaque, and few callers match against a pattern. */
export const patterns: SchemaCheck = function* (pair) {
  const { gained, lost } = difference(pair, 'pattern');
  const at = placeOf(pair, 'pattern');
  if (pair.direction === 'request' && gained) yield breaking(at, `${nameOf(pair)} must now match the pattern ${gained}; a request that does not is refused.`);
  if (pair.direction === 'response' && lost) yield note(at, `${nameOf(pair)} no longer keeps to the pattern ${lost}.`);
};

function difference({ base, head }: Pair, name: string): { gained: string; lost: string } {
  const before = writtenIn(base, name);
  const after = writtenIn(head, name);
  return { gained: [...after.difference(before)].join(' and '), lost: [...before.difference(after)].join(' and ') };
}

function writtenIn(parts: Parts, name: string): Set<string> {
  return new Set(keyword(parts, name).map(({ value }) => canonical(value)));
}
