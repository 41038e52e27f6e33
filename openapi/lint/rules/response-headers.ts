import type { Oas3Rule } from '@redocly/openapi-core';
import { followEach, keyIn, keysOf, list, type Operation, type Response } from '../contract.ts';

const ALWAYS = ['X-Request-Id'];
const BY_STATUS: Record<string, string[]> = {
  '201': ['Location'],
  '304': ['ETag'],
  '401': ['WWW-Authenticate'],
  '403': ['WWW-Authenticate'],
  '429': ['Retry-After'],
  '503': ['Retry-After'],
};

/**
 * The standard gives these statuses a header that says what to do next: where the new object is, what
 * has not changed, how to authenticate, when to come back. And whatever comes back, its request id is what support asks for.
 */
export const responseHeaders: Oas3Rule = ({ always = ALWAYS, byStatus = BY_STATUS }) => {
  const reported = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          for (const response of followEach<Response>(ctx, operation.responses, ctx.location.child('responses'))) {
            const declared = new Set(keysOf(response.node.headers).map((name) => name.toLowerCase()));
            const wanted: string[] = [...always, ...(byStatus[response.key] ?? [])];
            const missing = wanted.filter((name) => !declared.has(name.toLowerCase()));
            const fault = `${response.location.absolutePointer} ${missing.join()}`;
            if (missing.length === 0 || reported.has(fault)) continue;

            reported.add(fault);
            ctx.report({
              message: `The response is used for ${response.key} but lacks ${list(missing)}. Add it under \`headers\`.`,
              location: keyIn(response, 'headers'),
            });
          }
        },
      },
    },
  };
};
