import type { RateLimitPolicy } from '../contract.ts';
import type { Principal, Window } from '../seams.ts';

/**
 * The windows of a policy as they are for one caller: by its plan, and the first one by its own limit, if it has one.
 *
 * @throws Error when the policy has no limit for the plan
 */
export function windowsOf({ windows }: RateLimitPolicy, { plan, limit: own }: Pick<Principal, 'plan' | 'limit'>): Window[] {
  return Object.entries(windows).map(([name, { seconds, limit, limits }], index) => {
    const allowed = (index === 0 ? own : null) ?? limit ?? (limits && Object.hasOwn(limits, plan) ? limits[plan] : undefined);
    if (allowed === undefined) throw new Error(`The rate limit \`${name}\` has no limit for the plan \`${plan}\`.`);
    return { name, limit: allowed, seconds };
  });
}
