import { note } from '../finding.ts';
import type { DocumentNode } from '../document-node.ts';
import type { DocumentCheck } from './document-check.ts';

/** `x-rate-limits`: a policy that allows less. Callers read what is left from the headers, so it breaks nobody. */
export const rateLimits: DocumentCheck = function* (base, head) {
  const after = head.get('x-rate-limits');
  for (const [name, policy] of base.get('x-rate-limits')?.entries() ?? []) {
    const other = after?.get(name);
    if (!other || perSecond(other) >= perSecond(policy)) continue;
    yield { component: `x-rate-limits/${name}`, change: note(other, `The policy allowed ${wordsFor(policy)} and allows ${wordsFor(other)}.`) };
  }
};

function perSecond(policy: DocumentNode): number {
  return Number(policy.child('limit')?.value) / Number(policy.child('window')?.value);
}

function wordsFor(policy: DocumentNode): string {
  return `${String(policy.child('limit')?.value)} in ${String(policy.child('window')?.value)} seconds`;
}
