import type { Oas3Rule } from '@redocly/openapi-core';
import { itemsOf, type Operation } from '../contract.ts';

/** A tag without operations is an empty chapter of the reference. */
export const noUnusedTags: Oas3Rule = () => {
  const used = new Set<string>();

  return {
    Operation(operation: Operation) {
      for (const tag of itemsOf(operation.tags)) used.add(tag);
    },
    Root: {
      leave(root, { report, location }) {
        itemsOf(root.tags).forEach((tag, index) => {
          const name = tag?.name;
          if (used.has(name)) return;
          report({
            message: `No operation has the tag \`${name}\`. Use it, or delete it.`,
            location: location.child(['tags', index, 'name']),
          });
        });
      },
    },
  };
};
