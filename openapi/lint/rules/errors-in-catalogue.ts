import type { Oas3Rule } from '@redocly/openapi-core';
import { codesOf, follow, followEach, goesWith } from '../contract.ts';
import type { Catalogue, Operation, Response, Root } from '../contract.ts';

/**
 * The catalogue is where an error has its status, its text and its page. So every code that is named is in it,
 * and a response is used for the status that its codes have there.
 */
export const errorsInCatalogue: Oas3Rule = () => {
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
          for (const { key, node, location } of [{ key: '', node: operation, location: ctx.location }, ...responses]) {
            codesOf(node).forEach((code, index) => {
              const error = catalogue[code];
              if (error && (key === '' || goesWith(error, key))) return;

              const place = location.child(['x-errors', index]);
              const message = error
                ? `\`${code}\` has the status ${error.status}, but this is used for ${key}. Name it in a response for ${error.status}.`
                : `\`${code}\` is not in \`x-error-catalogue\`. Add it there, or correct the name.`;
              const fault = `${place.absolutePointer} ${message}`;
              if (!reported.has(fault)) ctx.report({ message, location: place });
              reported.add(fault);
            });
          }
        },
      },
    },
  };
};
