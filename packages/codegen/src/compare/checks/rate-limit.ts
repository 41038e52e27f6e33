import { note } from '../finding.ts';
import type { Check } from './check.ts';

/** `x-rate-limit`: what a call costs and who counts it. Callers read what is left from the headers, so it breaks nobody. */
export const rateLimit: Check = function* ({ base, head }) {
  const [before, after] = [base.node.get('x-rate-limit'), head.node.get('x-rate-limit')];
  if (!after) return;
  const [was, is] = [before?.text('policy') ?? 'none', after.text('policy')];
  if (was !== is) yield note(after, `The rate limit was that of ${was} and is that of ${is}.`);
  const [cost, more] = [before, after].map((limit) => Number(limit?.child('cost')?.value ?? 1));
  if (before && more !== undefined && cost !== undefined && more > cost) yield note(after.child('cost') ?? after, `A call cost ${cost} of the rate limit and costs ${more}.`);
};
