import type { CompiledOperation } from '../compile-operation.ts';
import type { Principal, Seams } from '../seams.ts';
import { checkAccess } from './access.ts';
import { authenticate } from './authenticate.ts';
import type { Exchange } from './exchange.ts';
import { limitRate } from './rate-limit.ts';
import { checkScopes } from './scopes.ts';

/**
 * Lets a caller in: who it is, whether it has requests left, and whether it may call this operation.
 *
 * @returns undefined where the operation is public
 * @throws Failure of the step that refuses
 */
export async function admit<Caller extends Principal>(
  exchange: Exchange,
  { contract, entry }: CompiledOperation,
  address: string,
  { authenticate: verify, limiter, now }: Seams<Caller>,
): Promise<Caller | undefined> {
  const { scopes, access, rateLimit } = entry;
  if (!scopes) return undefined;
  const principal = await authenticate(exchange.request, (token) => verify(token, { address }));
  exchange.principal = principal;
  const policy = rateLimit && contract.rateLimits[rateLimit.policy];
  if (rateLimit && policy) {
    const { limit, window } = policy;
    const own = { name: rateLimit.policy, limit: principal.limit ?? limit, window };
    await limitRate(principal, rateLimit.cost, own, limiter, now(), exchange.headers);
  }
  checkScopes(scopes, principal);
  checkAccess(access, principal);
  return principal;
}
