import { breaking } from '../finding.ts';
import type { Check } from './check.ts';

/** `x-access`: a credential that is bound to a project is refused once an operation asks for the whole account. */
export const access: Check = function* ({ base, head }) {
  const after = head.node.child('x-access');
  if (after?.value === 'account' && base.node.text('x-access') !== 'account') {
    yield breaking(after, 'The operation is now for credentials of the whole account; one that is bound to a project is refused.');
  }
};
