import type { Oas3Rule } from '@redocly/openapi-core';
import { follow, followEach, keysOf, list, type Root } from '../contract.ts';

interface Policy {
  windows?: unknown;
}

interface Window {
  limit?: unknown;
  limits?: unknown;
}

/**
 * A window is what a caller reads in the headers, by its name: it allows one number to everybody or one to each plan,
 * the plans are the same everywhere, and no two windows have one name.
 */
export const rateLimitWindows: Oas3Rule = () => ({
  Root(root: Root, ctx) {
    const named = new Map<string, string>();
    let plans: { of: string; names: string[] } | undefined;

    for (const policy of followEach<Policy>(ctx, root['x-rate-limits'], ctx.location.child('x-rate-limits'))) {
      const place = policy.location.child('windows');
      const windows = followEach<Window>(ctx, policy.node.windows, place);
      if (windows.length === 0) {
        ctx.report({ message: 'The policy limits nothing. Give it a window: `windows: { hourly: { seconds: 3600, limit: 1000 } }`.', location: policy.location.key() });
      }
      for (const { key, node, location } of windows) {
        const other = named.get(key);
        named.set(key, policy.key);
        if (other !== undefined) ctx.report({ message: `The policy \`${other}\` has a window \`${key}\` too, and headers tell them apart by name. Rename one.`, location: location.key() });

        if (('limit' in node) === ('limits' in node)) {
          ctx.report({ message: 'A window has either `limit`, for everybody, or `limits`, by plan.', location: location.key() });
          continue;
        }
        const limits = follow(ctx, node.limits, location.child('limits'));
        if (!limits) continue;
        const names = keysOf(limits.node).toSorted();
        plans ??= { of: key, names };
        if (names.join() !== plans.names.join()) {
          ctx.report({ message: `The window \`${plans.of}\` is for the plans ${list(plans.names)}, this one for ${list(names) || 'none'}. Give each plan a limit in both.`, location: limits.location.key() });
        }
      }
    }
  },
});
