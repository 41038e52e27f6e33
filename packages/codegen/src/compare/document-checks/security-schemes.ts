import { breaking } from '../finding.ts';
import type { DocumentNode } from '../document-node.ts';
import type { DocumentCheck } from './document-check.ts';

/** The keywords that say how a credential is sent. */
const WAYS = ['type', 'scheme', 'in', 'name'];

/** `components.securitySchemes`: how a credential is sent, and the scopes that it can be granted. */
export const securitySchemes: DocumentCheck = function* (base, head) {
  const after = new Map(schemesOf(head));
  for (const [name, scheme] of schemesOf(base)) {
    const other = after.get(name);
    if (!other) continue; // An operation that took its credentials says so itself.
    const component = `securitySchemes/${name}`;
    for (const way of WAYS) {
      const [was, is] = [scheme.text(way), other.text(way)];
      if (was !== is) yield { component, change: breaking(other.child(way) ?? other, `The scheme had the ${way} ${was} and has ${is}; a credential that is sent as before is refused.`) };
    }
    const left = scopesOf(other);
    for (const [scope, at] of scopesOf(scheme)) {
      if (!left.has(scope)) yield { component, change: breaking(at, `The scope ${scope} is gone; credentials that were granted it lose what it allowed.`) };
    }
  }
};

/** The security schemes of a document, by name. */
export function schemesOf(document: DocumentNode): [string, DocumentNode][] {
  return document.get('components')?.get('securitySchemes')?.entries() ?? [];
}

/** The scopes of a scheme: those of `x-scopes`, and of every flow of OAuth 2.0. */
export function scopesOf(scheme: DocumentNode): Map<string, DocumentNode> {
  const flows = scheme.get('flows')?.entries() ?? [];
  const lists = [scheme.get('x-scopes'), ...flows.map(([, flow]) => flow.get('scopes'))];
  return new Map(lists.flatMap((list) => list?.entries() ?? []));
}
