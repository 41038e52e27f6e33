import { fail } from '../failure.ts';
import type { Principal } from '../seams.ts';

/**
 * Refuses a credential that was not granted every scope that the operation declares.
 *
 * @throws Failure `insufficient_scope`, with the challenge of RFC 6750, section 3.1
 */
export function checkScopes(needed: readonly string[], { scopes }: Principal): void {
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return;
  const list = missing.map((scope) => `\`${scope}\``).join(' and ');
  throw fail('insufficient_scope', {
    message: `This operation needs the scope ${list}, which the key does not have.`,
    headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${needed.join(' ')}"` },
  });
}
