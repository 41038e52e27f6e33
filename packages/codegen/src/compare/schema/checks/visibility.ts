import { breaking } from '../../finding.ts';
import { nameOf, placeOf, type SchemaCheck } from '../pair.ts';
import { keyword, type Parts } from '../parts.ts';

/** `readOnly` and `writeOnly`: what is no longer taken, and what is no longer shown. */
export const visibility: SchemaCheck = function* (pair) {
  const { base, head, direction } = pair;
  const became = (name: string) => isTrue(head, name) && !isTrue(base, name);
  if (direction === 'request' && became('readOnly')) yield breaking(placeOf(pair, 'readOnly'), `${nameOf(pair)} is now read-only; a request with it is refused.`);
  if (direction === 'response' && became('writeOnly')) yield breaking(placeOf(pair, 'writeOnly'), `${nameOf(pair)} is now write-only, and callers that read it find nothing.`);
};

function isTrue(parts: Parts, name: string): boolean {
  return keyword(parts, name).some(({ value }) => value === true);
}
