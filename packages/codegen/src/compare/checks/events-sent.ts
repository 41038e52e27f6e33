import { breaking } from '../finding.ts';
import type { Check } from './check.ts';

/** `x-events`: what receivers are told of when the operation succeeds. */
export const eventsSent: Check = function* ({ base, head }) {
  const left = head.node.texts('x-events');
  for (const event of base.node.child('x-events')?.elements() ?? []) {
    if (!left.includes(String(event.value))) yield breaking(event, `The operation no longer sends \`${String(event.value)}\`; receivers that wait for it do not hear of it.`);
  }
};
