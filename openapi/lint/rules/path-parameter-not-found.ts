import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn, keysOf, type Operation } from '../contract.ts';

/** What a path parameter names can be missing, or belong to somebody else, which looks the same: 404. */
export const pathParameterNotFound: Oas3Rule = () => {
  let url = '';

  return {
    Paths: {
      PathItem: {
        enter(_, { key }) {
          url = String(key);
        },
        Operation(operation: Operation, { report, location }) {
          if (!url.includes('{') || keysOf(operation.responses).includes('404')) return;

          report({
            message: `\`${url}\` has a parameter, but the operation does not declare \`404\`. Add it under \`responses\`.`,
            location: keyIn({ node: operation, location }, 'responses'),
          });
        },
      },
    },
  };
};
