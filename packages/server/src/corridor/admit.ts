import type { CompiledOperation } from '../compile-operation.ts';
import type { Contract } from '../contract.ts';
import { Failure } from '../failure.ts';
import type { Limiter, Principal, Seams } from '../seams.ts';
import { checkAccess } from './access.ts';
import { authenticate } from './authenticate.ts';
import type { Exchange } from './exchange.ts';
import { limitFailures } from './limit-failures.ts';
import { limitRate } from './rate-limit.ts';
import { checkScopes } from './scopes.ts';
import { windowsOf } from './windows-of.ts';

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
  { authenticate: verify, limiter }: Seams<Caller>,
): Promise<Caller | undefined> {
  const { scopes, access, rateLimit } = entry;
  if (!scopes) return undefined;
  let principal: Caller;
  try {
    principal = await authenticate(exchange.request, (token) => verify(token, { address }));
  } catch (error) {
    throw await counted(error, address, contract, limiter);
  }
  exchange.principal = principal;
  const { refusal, limitKey } = principal;
  const policy = rateLimit && contract.rateLimits[rateLimit.policy];
  if (limitKey !== null && policy) {
    // Who is refused for what it is uses up nothing: a stolen key must not eat the requests of its owner.
    const cost = refusal ? 0 : rateLimit.cost;
    await limitRate(limitKey, { policy: rateLimit.policy, windows: windowsOf(policy, principal), cost }, limiter, exchange.headers);
  }
  if (refusal) throw await counted(refusal, address, contract, limiter);
  checkScopes(scopes, principal);
  checkAccess(access, principal);
  return principal;
}

/** What is thrown for a failed authentication. To send no credentials is a question, not an attempt. */
async function counted(error: unknown, address: string, { failureLimit, rateLimits }: Contract, limiter: Limiter): Promise<unknown> {
  const policy = failureLimit === null ? undefined : rateLimits[failureLimit];
  if (failureLimit === null || !policy || !(error instanceof Failure) || error.code === 'missing_credentials') return error;
  return limitFailures(address, failureLimit, windowsOf(policy, NOBODY), limiter, error);
}

/** Has no plan: failures are limited for everybody alike. */
const NOBODY = { plan: '', limit: null };
