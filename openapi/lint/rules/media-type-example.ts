import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { followEach, isJson, keysOf } from '../contract.ts';

type MediaType = { example?: unknown; examples?: unknown };

/** Examples are what the reference shows, what the tests replay and what the sandbox is filled with. */
export const mediaTypeExample: Oas3Rule = () => ({ RequestBody: checkContent, Response: checkContent });

function checkContent({ content }: { content?: unknown }, ctx: UserContext): void {
  for (const { key, node, location } of followEach<MediaType>(ctx, content, ctx.location.child('content'))) {
    if (!isJson(key) || 'example' in node || keysOf(node.examples).length > 0) continue;

    ctx.report({
      message: `The content \`${key}\` has no example. Add one under \`examples\`, as a $ref into components/examples.`,
      location: location.key(),
    });
  }
}
