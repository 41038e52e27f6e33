import { breaking, type Change } from '../finding.ts';
import type { DocumentNode } from '../document-node.ts';
import type { Operation } from '../operations.ts';
import type { Check } from './check.ts';

/** The scopes that are needed of each scheme; none of any when the operation is public. */
type Requirement = Record<string, string[]>;

/** `security`: every credential that was enough still is. */
export const security: Check = function* ({ base, head }) {
  const at = head.node.child('security') ?? head.node;
  const accepted = requirementsOf(head);
  for (const before of requirementsOf(base)) {
    if (accepted.some((after) => covers(before, after))) continue;
    yield missing(before, accepted, at);
  }
};

function missing(before: Requirement, accepted: Requirement[], at: DocumentNode): Change {
  const schemes = Object.keys(before);
  if (schemes.length === 0) return breaking(at, 'The operation was public and now needs a credential; a request without one is refused.');
  const same = accepted.find((after) => Object.keys(after).toSorted().join(' ') === schemes.toSorted().join(' '));
  if (!same) return breaking(at, `The operation no longer takes a credential of ${schemes.join(' and ')} alone; a request with one is refused.`);
  const scopes = Object.entries(same).flatMap(([scheme, needed]) => needed.filter((scope) => !before[scheme]?.includes(scope)));
  return breaking(at, `The operation now needs the scope ${scopes.join(' and ')}; a credential without it is refused.`);
}

/** Whether who met the one requirement meets the other. */
function covers(before: Requirement, after: Requirement): boolean {
  return Object.entries(after).every(([scheme, scopes]) => {
    const had = before[scheme];
    return had !== undefined && scopes.every((scope) => had.includes(scope));
  });
}

/** The alternatives of an operation: its own, else the document's; nothing said means public. */
function requirementsOf({ node, document }: Operation): Requirement[] {
  const list = (node.get('security') ?? document.get('security'))?.elements() ?? [];
  const requirements = list.map((one) => Object.fromEntries(one.entries().map(([scheme]) => [scheme, one.texts(scheme)])));
  return requirements.length === 0 ? [{}] : requirements;
}
