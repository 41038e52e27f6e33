import type { Oas3Rule } from '@redocly/openapi-core';
import { follow, followEach, keyIn, type CatalogueError, type Operation, type Response, type Root } from '../contract.ts';

/**
 * The catalogue is where an error has its status, its text and its page. So a code means what the catalogue
 * says, stands under the status it has there, and a client learns from each error response which codes to expect.
 */
export const errorsInCatalogue: Oas3Rule = () => {
  let catalogue: Record<string, CatalogueError> = {};
  const reported = new Set<string>();

  return {
    Root(root: Root, ctx) {
      catalogue = follow<typeof catalogue>(ctx, root['x-error-catalogue'], ctx.location)?.node ?? {};
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          const responses = followEach<Response>(ctx, operation.responses, ctx.location.child('responses'));
          const fail = (message: string, location: typeof ctx.location) => {
            const fault = `${location.absolutePointer} ${message}`;
            if (!reported.has(fault)) ctx.report({ message, location });
            reported.add(fault);
          };

          for (const response of responses) {
            const codes = codesOf(response.node);
            if (codes.length === 0 && /^[45]/.test(response.key)) {
              fail(`The response is used for ${response.key} but does not name its errors. List their codes in \`x-errors\`.`, keyIn(response, 'x-errors'));
            }
            codes.forEach((code, index) => {
              const location = response.location.child(['x-errors', index]);
              const error = catalogue[code];
              if (!error) fail(unknown(code), location);
              else if (!stands(error, response.key)) {
                fail(`\`${code}\` has the status ${error.status}, but the response is used for ${response.key}. Move the code to a response for ${error.status}.`, location);
              }
            });
          }

          codesOf(operation).forEach((code, index) => {
            const location = ctx.location.child(['x-errors', index]);
            const error = catalogue[code];
            if (!error) return fail(unknown(code), location);

            const carriers = responses.filter(({ key }) => stands(error, key));
            if (carriers.length === 0) {
              fail(`\`${code}\` has the status ${error.status}, which the operation does not declare. Add it under \`responses\`.`, location);
            } else if (!carriers.some(({ node }) => codesOf(node).includes(code))) {
              fail(`\`${code}\` is not among the \`x-errors\` of the response for ${error.status}. Add it there, or use a response that has it.`, location);
            }
          });
        },
      },
    },
  };
};

function codesOf(node: { 'x-errors'?: string[] }): string[] {
  return Array.isArray(node['x-errors']) ? node['x-errors'] : [];
}

function stands({ status }: CatalogueError, key: string): boolean {
  return [String(status), `${String(status)[0]}XX`, 'DEFAULT'].includes(key.toUpperCase());
}

function unknown(code: string): string {
  return `\`${code}\` is not in \`x-error-catalogue\`. Add it there, or correct the name.`;
}
