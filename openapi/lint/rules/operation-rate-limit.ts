import type { Oas3Rule } from '@redocly/openapi-core';
import { follow, followEach, isPublic, keyIn, keysOf, list, type Operation, type Root } from '../contract.ts';

interface Policy {
  windows?: Record<string, { limit?: unknown; limits?: Record<string, unknown> }>;
}

/**
 * The server counts calls by what the contract says, so each operation names its policy and what a call costs.
 * Calls are counted by key, so a public operation (`security: []`) is not counted.
 */
export const operationRateLimit: Oas3Rule = () => {
  let policies: string[] = [];
  let least = new Map<string, number>();

  return {
    Root(root: Root, ctx) {
      policies = keysOf(follow(ctx, root['x-rate-limits'], ctx.location)?.node);
      least = new Map(followEach<Policy>(ctx, root['x-rate-limits'], ctx.location).map(({ key, node }) => [key, leastOf(node)]));
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          const place = ctx.location.child('x-rate-limit');
          const charge = follow<{ policy?: unknown; cost?: unknown }>(ctx, operation['x-rate-limit'], place);
          if (isPublic(operation)) {
            const message = 'A public operation has no key to count by. Remove `x-rate-limit`.';
            if (charge) ctx.report({ message, location: place.key() });
            return;
          }
          if (!charge) {
            ctx.report({
              message: 'The operation does not say how it is counted. Add `x-rate-limit: { policy: …, cost: 1 }`.',
              location: keyIn({ node: operation, location: ctx.location }, 'x-rate-limit'),
            });
            return;
          }
          if (!policies.includes(charge.node.policy as string)) {
            ctx.report({
              message: `The policy is not in \`x-rate-limits\`. Name one that is: ${list(policies) || 'none is declared yet'}.`,
              location: 'policy' in charge.node ? charge.location.child('policy') : charge.location,
            });
          }
          if (!Number.isInteger(charge.node.cost) || (charge.node.cost as number) < 0) {
            ctx.report({
              message: 'The cost of a call is a whole number, 0 or more. Write it as `cost`.',
              location: 'cost' in charge.node ? charge.location.child('cost') : charge.location,
            });
          }
          const limit = least.get(charge.node.policy as string) ?? Infinity;
          if ((charge.node.cost as number) > limit) {
            ctx.report({ message: `A call costs more than a window of the policy has, which is ${limit} at least. Lower the cost, or raise the limit.`, location: charge.location.child('cost') });
          }
        },
      },
    },
  };
};

/** The smallest limit of a policy's windows and plans. */
function leastOf({ windows = {} }: Policy): number {
  const limits = Object.values(windows).flatMap(({ limit, limits = {} }) => [limit, ...Object.values(limits)]);
  return Math.min(...limits.filter((limit) => typeof limit === 'number'));
}
