import { breaking } from '../finding.ts';
import type { Check } from './check.ts';

/** `x-idempotency`: whether a request can be sent again without being carried out twice, and for how long. */
export const idempotency: Check = function* ({ base, head }) {
  const [before, after] = [base.node.get('x-idempotency'), head.node.get('x-idempotency')];
  if (!before) return;
  if (!after) {
    yield breaking(before, 'A request with the same `Idempotency-Key` is carried out again; callers that repeat one make things twice.');
    return;
  }
  const [was = 0, is = 0] = [before, after].map((one) => Number(one.child('ttl')?.value));
  if (is < was) yield breaking(after.child('ttl') ?? after, `An answer was kept for ${was} seconds and is kept for ${is}; callers that repeat a request later make things twice.`);
};
