import type { Oas3Rule } from '@redocly/openapi-core';
import { codesOf, follow, followEach, keysOf, type Catalogue, type Operation, type Response, type Root } from '../contract.ts';

/**
 * An error that no operation can answer is a page, a class and a test for nothing.
 * `server: true` marks those that are raised before an operation is known.
 */
export const noUnusedErrors: Oas3Rule = () => {
  const used = new Set<string>();

  return {
    Operation(operation: Operation, ctx) {
      const responses = followEach<Response>(ctx, operation.responses, ctx.location.child('responses'));
      for (const node of [operation, ...responses.map((response) => response.node)]) {
        for (const code of codesOf(node)) used.add(code);
      }
    },
    Root: {
      leave(root: Root, ctx) {
        const place = ctx.location.child('x-error-catalogue');
        const catalogue = follow<Catalogue>(ctx, root['x-error-catalogue'], place);
        for (const code of keysOf(catalogue?.node)) {
          if (catalogue?.node[code]?.server || used.has(code)) continue;
          ctx.report({
            message: `No \`x-errors\` names \`${code}\`. Name it where it is answered, mark it \`server: true\`, or delete it.`,
            location: (catalogue?.location ?? place).child(code).key(),
          });
        }
      },
    },
  };
};
