import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn, keysOf, list, type Operation } from '../contract.ts';

const STATUSES = ['413', '415', '422'];

/** A body can be too large, of a wrong type, or not fit its schema. Where no body is read, none of that can happen. */
export const requestBodyResponses: Oas3Rule = ({ statuses = STATUSES }) => ({
  Paths: {
    PathItem: {
      Operation(operation: Operation, { report, location }) {
        const declared = keysOf(operation.responses);
        if (operation.requestBody) {
          const missing = (statuses as string[]).filter((status) => !declared.includes(status));
          if (missing.length === 0) return;
          report({
            message: `The operation reads a body but does not declare ${list(missing)}. Add them under \`responses\`.`,
            location: keyIn({ node: operation, location }, 'responses'),
          });
          return;
        }
        for (const status of (statuses as string[]).filter((one) => declared.includes(one))) {
          report({
            message: `The operation reads no body, so it never answers \`${status}\`. Remove it, or add a \`requestBody\`.`,
            location: location.child(['responses', status]).key(),
          });
        }
      },
    },
  },
});
