import type { Oas3Rule } from '@redocly/openapi-core';
import { followEach, isPublic, keyIn, keysOf, list, type Operation, type Response } from '../contract.ts';

const HEADERS = [
  'RateLimit',
  'RateLimit-Policy',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];

/**
 * A client paces itself by the headers of every answer, so no answer may be without them.
 * Only a 401 is, and what a public operation answers: the caller is not known, so nothing is counted.
 */
export const rateLimitHeaders: Oas3Rule = ({ headers = HEADERS, except = ['401'] }) => {
  const reported = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          if (isPublic(operation)) return;
          for (const response of followEach<Response>(ctx, operation.responses, ctx.location.child('responses'))) {
            const declared = new Set(keysOf(response.node.headers).map((name) => name.toLowerCase()));
            const missing = (headers as string[]).filter((name) => !declared.has(name.toLowerCase()));
            const place = response.location.absolutePointer;
            if (missing.length === 0 || except.includes(response.key) || reported.has(place)) continue;

            reported.add(place);
            ctx.report({
              message: `Only a response for ${list(except)} may lack ${list(missing)}. Add it under \`headers\`.`,
              location: keyIn(response, 'headers'),
            });
          }
        },
      },
    },
  };
};
