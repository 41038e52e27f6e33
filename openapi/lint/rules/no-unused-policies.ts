import type { Oas3Rule } from '@redocly/openapi-core';
import { follow, keysOf, type Operation, type Root } from '../contract.ts';

/** A rate-limit policy that counts nothing promises a limit that nobody will meet. */
export const noUnusedPolicies: Oas3Rule = () => {
  const used = new Set<string | undefined>();

  return {
    Operation(operation: Operation, ctx) {
      used.add(follow<{ policy?: string }>(ctx, operation['x-rate-limit'], ctx.location)?.node.policy);
    },
    SecurityScheme(scheme: { 'x-failure-limit'?: string }) {
      used.add(scheme['x-failure-limit']);
    },
    Root: {
      leave(root: Root, ctx) {
        const place = ctx.location.child('x-rate-limits');
        const policies = follow(ctx, root['x-rate-limits'], place);
        for (const policy of keysOf(policies?.node).filter((name) => !used.has(name))) {
          ctx.report({
            message: `Neither an \`x-rate-limit\` nor an \`x-failure-limit\` names the policy \`${policy}\`. Use it, or delete it.`,
            location: (policies?.location ?? place).child(policy).key(),
          });
        }
      },
    },
  };
};
