import type { Oas3Rule } from '@redocly/openapi-core';
import { codesOf, follow, followEach, goesWith, keyIn } from '../contract.ts';
import type { Catalogue, Operation, Response, Root } from '../contract.ts';

/**
 * A client learns from each response which codes to tell apart, so an error response names its codes, and what an
 * operation raises of its own is among those of its response for that status.
 */
export const responseErrors: Oas3Rule = () => {
  let catalogue: Catalogue = {};
  const reported = new Set<string>();

  return {
    Root(root: Root, ctx) {
      catalogue = follow<Catalogue>(ctx, root['x-error-catalogue'], ctx.location)?.node ?? {};
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          const responses = followEach<Response>(ctx, operation.responses, ctx.location.child('responses'));
          for (const response of responses.filter(({ key, node }) => /^[45]/.test(key) && codesOf(node).length === 0)) {
            if (reported.has(response.location.absolutePointer)) continue;
            reported.add(response.location.absolutePointer);
            ctx.report({
              message: `The response is used for ${response.key} but does not name its errors. List their codes in \`x-errors\`.`,
              location: keyIn(response, 'x-errors'),
            });
          }

          codesOf(operation).forEach((code, index) => {
            const error = catalogue[code];
            if (!error) return;

            const { status } = error;
            const carriers = responses.filter(({ key }) => goesWith(error, key));
            if (carriers.some(({ node }) => codesOf(node).includes(code))) return;
            ctx.report({
              message:
                carriers.length === 0
                  ? `\`${code}\` has the status ${status}, which the operation does not declare. Add it under \`responses\`.`
                  : `The response for ${status} does not name \`${code}\`. Add it there, or use one that has it.`,
              location: ctx.location.child(['x-errors', index]),
            });
          });
        },
      },
    },
  };
};
