import type { Oas3Rule } from '@redocly/openapi-core';
import { isPublic, keyIn, keysOf, list, type Operation } from '../contract.ts';

const STATUSES = ['400', '401', '403', '406', '429', '500', '503'];
const NEEDS_KEY = new Set(['401', '403', '429']);

/**
 * Some answers can come from any operation: the server gives them before the handler runs. Who reads one
 * operation must see them too. A public operation (`security: []`) asks for no key, so it refuses none and counts none.
 */
export const operationStandardResponses: Oas3Rule = ({ statuses = STATUSES }) => ({
  Paths: {
    PathItem: {
      Operation(operation: Operation, { report, location }) {
        const declared = keysOf(operation.responses);
        const missing = (statuses as string[]).filter(
          (status) => !declared.includes(status) && !(isPublic(operation) && NEEDS_KEY.has(status)),
        );
        if (missing.length === 0) return;

        report({
          message: `Any operation can answer ${list(missing)}, but this one does not say so. Add it under \`responses\`.`,
          location: keyIn({ node: operation, location }, 'responses'),
        });
      },
    },
  },
});
