import { breaking } from '../finding.ts';
import type { Check } from './check.ts';
import { compareContents } from './contents.ts';

/** The request body: a request that was good still is. */
export const requestBody: Check = function* ({ base, head }) {
  const [before, after] = [base.node.get('requestBody'), head.node.get('requestBody')];
  const wasRequired = before?.child('required')?.value === true;
  const isRequired = after?.child('required')?.value === true;
  if (after && isRequired && !wasRequired) {
    yield breaking(after.child('required') ?? after, `The request body is ${before ? 'now' : 'new and'} required; a request without it is refused.`);
  }
  if (before && !after) yield breaking(before, 'The request body is gone; what a request sends in it has no effect.');
  if (before && after) yield* compareContents(before, after, 'request', 'the request body');
};
