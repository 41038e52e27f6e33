import { earliestSunset, hasPassed } from '../../calendar.ts';
import { breaking, note } from '../finding.ts';
import type { Check } from './check.ts';

/** `deprecated` and `x-sunset`: an end is announced six months ahead, and does not come closer. */
export const deprecation: Check = function* ({ base, head, today }) {
  if (head.node.child('deprecated')?.value !== true) return;
  const announced = base.node.child('deprecated')?.value === true;
  const before = announced ? base.node.text('x-sunset') : undefined;
  const after = head.node.text('x-sunset');
  const at = head.node.child('x-sunset') ?? head.node.child('deprecated') ?? head.node;

  const earliest = earliestSunset(today);
  if (!after) {
    if (!announced || before) yield breaking(at, `The operation is deprecated without an \`x-sunset\`, so callers cannot plan; today the earliest is ${earliest}.`);
  } else if (before === undefined || after < before) {
    if (after < earliest) yield breaking(at, `The sunset ${after} leaves callers less than six months; today the earliest is ${earliest}.`);
    else if (!announced) yield note(at, `The operation is deprecated; its sunset is ${after}.`);
  }
  if (before && hasPassed(before, today) && after && after > before) yield note(at, `The sunset has moved from ${before} to ${after}.`);
};
