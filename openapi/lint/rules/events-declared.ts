import type { Location, Oas3Rule } from '@redocly/openapi-core';
import { followEach, itemsOf, list, type Operation, type Root } from '../contract.ts';

/**
 * An operation says which events it sends, so that a reader of either page finds the other; and each event says where
 * it comes from: an operation that names it, or the background.
 */
export const eventsDeclared: Oas3Rule = () => {
  let known: string[] = [];
  const sent = new Set<string>();

  return {
    Root: {
      enter(root: Root & { webhooks?: unknown }, ctx) {
        known = followEach(ctx, root.webhooks, ctx.location.child('webhooks')).map(({ key }) => key);
      },
      leave(root: Root & { webhooks?: unknown }, ctx) {
        for (const { key, node, location } of followEach<{ post?: Operation }>(ctx, root.webhooks, ctx.location.child('webhooks'))) {
          const isBackground = node.post?.['x-background'] === true;
          if (isBackground || sent.has(key)) continue;
          ctx.report({
            message: `No operation names the event \`${key}\` in \`x-events\`. Name it where it is sent, or say \`x-background: true\` when no request sends it.`,
            location: location.child('post').key(),
          });
        }
      },
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          const names = itemsOf(operation['x-events']);
          const at = (index: number): Location => ctx.location.child(['x-events', index]);
          for (const [index, name] of names.entries()) {
            sent.add(name);
            if (!known.includes(name)) ctx.report({ message: `There is no event \`${name}\` in \`webhooks\`. Declare it there, or name one of ${list(known, 'or') || 'those that are declared (none yet)'}.`, location: at(index) });
            else if (names.indexOf(name) < index) ctx.report({ message: `The event \`${name}\` is named twice. Name it once.`, location: at(index) });
          }
        },
      },
    },
  };
};
