import type { Oas3Rule } from '@redocly/openapi-core';
import { itemsOf, scopesOf, type Root } from '../contract.ts';

/** A scope that opens nothing can still be granted, and then means something the day an operation takes it up. */
export const noUnusedScopes: Oas3Rule = () => {
  const used = new Set<string>();

  return {
    SecurityRequirement(requirement) {
      for (const [scheme, scopes] of Object.entries(requirement)) {
        for (const scope of itemsOf(scopes)) used.add(`${scheme} ${scope}`);
      }
    },
    Root: {
      leave(root: Root, ctx) {
        for (const [scheme, scopes] of scopesOf(ctx, root, ctx.location)) {
          for (const [scope, location] of scopes) {
            if (used.has(`${scheme} ${scope}`)) continue;
            const message = `No operation asks \`${scheme}\` for the scope \`${scope}\`. Use it, or delete it.`;
            ctx.report({ message, location });
          }
        }
      },
    },
  };
};
