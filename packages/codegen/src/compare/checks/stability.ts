import { breaking } from '../finding.ts';
import { stabilityOf } from '../operations.ts';
import type { Check } from './check.ts';

/** `x-stability`: what was stable stays so. */
export const stability: Check = function* ({ base, head }) {
  const [before, after] = [stabilityOf(base), stabilityOf(head)];
  if (before === 'stable' && after !== before) {
    yield breaking(head.node.child('x-stability') ?? head.node, `The operation was stable and is ${after}; callers were promised that it would not change.`);
  }
};
