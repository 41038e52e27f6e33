import { hasPassed } from '../../calendar.ts';
import { breaking, note, type Change } from '../finding.ts';
import type { Operation } from '../operations.ts';
import type { Check } from './check.ts';

/** Whether an operation can still be found: by its method and path, and by its id. */
export const identity: Check = function* ({ base, head }) {
  if (base.method !== head.method || base.path !== head.path) {
    yield breaking(head.node, `The operation has moved to ${head.method} ${head.path}; a request to where it was finds nothing.`);
  }
  if (base.id !== head.id) {
    const id = head.node.child('operationId') ?? head.node;
    yield breaking(id, `The operationId has become ${head.id}; clients that are generated from the contract call it by the old one.`);
  }
};

/** An operation or event that the head has no more, which its sunset allows once it has passed. */
export function removal({ node }: Operation, section: 'paths' | 'webhooks', today: string): Change {
  const [name, effect] = section === 'paths' ? ['operation', 'calls of it fail'] : ['event', 'receivers wait for it in vain'];
  const sunset = node.text('x-sunset');
  if (sunset && hasPassed(sunset, today)) return note(node, `The ${name} is gone, as its sunset of ${sunset} has announced.`);
  const until = sunset ? `its sunset is ${sunset}, and it can go on that day` : 'deprecate it with `x-sunset` first, at least six months ahead';
  return breaking(node, `The ${name} is gone, and ${effect}: ${until}.`);
}
