import type { Location, Oas3Rule } from '@redocly/openapi-core';
import { follow, followEach, keysOf, list, type Root } from '../contract.ts';

/** Failed authentications are nobody's, so that what counts them is a policy that asks for no plan. */
export const failureLimitKnown: Oas3Rule = () => {
  const named: { policy: string; location: Location }[] = [];

  return {
    SecurityScheme(scheme: { 'x-failure-limit'?: unknown }, ctx) {
      const policy = scheme['x-failure-limit'];
      if (typeof policy === 'string') named.push({ policy, location: ctx.location.child('x-failure-limit') });
    },
    Root: {
      leave(root: Root, ctx) {
        const policies = follow<Record<string, unknown>>(ctx, root['x-rate-limits'], ctx.location.child('x-rate-limits'));
        for (const { policy, location } of named) {
          const found = policies && follow<{ windows?: unknown }>(ctx, policies.node[policy], policies.location.child(policy));
          if (!found) {
            ctx.report({ message: `The policy is not in \`x-rate-limits\`. Name one that is: ${list(keysOf(policies?.node)) || 'none is declared yet'}.`, location });
            continue;
          }
          const windows = followEach<{ limits?: unknown }>(ctx, found.node.windows, found.location.child('windows'));
          for (const window of windows.filter(({ node }) => 'limits' in node)) {
            ctx.report({ message: 'Who fails to authenticate has no plan. Give the window one `limit` for everybody.', location: window.location.child('limits').key() });
          }
        }
      },
    },
  };
};
