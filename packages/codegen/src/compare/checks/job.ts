import { breaking } from '../finding.ts';
import type { Check } from './check.ts';

/** The parts of `x-job` that a client acts by. */
const PARTS = ['get', 'status', 'progress', 'result', 'cancel'];

/** `x-job`: how the work is waited for that goes on behind the answer. */
export const job: Check = function* ({ base, head }) {
  const [before, after] = [base.node.get('x-job'), head.node.get('x-job')];
  if (!before) return;
  if (!after) {
    yield breaking(before, 'The work behind the answer can no longer be waited for; clients that do find nothing to ask.');
    return;
  }
  for (const part of PARTS) {
    const [was, is] = [before.text(part), after.text(part)];
    if (was !== undefined && was !== is) yield breaking(after.child(part) ?? after, `Clients wait by the \`${part}\` ${was}, which ${is === undefined ? 'is gone' : `is ${is} now`}.`);
  }
  const known = before.texts('ends');
  for (const end of after.child('ends')?.elements() ?? []) {
    if (!known.includes(String(end.value))) yield breaking(end, `The work can also end as \`${String(end.value)}\`; clients that do not know it wait for ever.`);
  }
};
