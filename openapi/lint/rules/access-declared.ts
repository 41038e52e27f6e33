import type { Oas3Rule } from '@redocly/openapi-core';
import { codesOf, followEach, keyIn, type Operation, type Response } from '../contract.ts';

const CODE = 'account_key_required';

/** `x-access` refuses whoever has a key of one project, which the operation says by the code that the refusal carries. */
export const accessDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem: {
      Operation(operation: Operation, ctx) {
        const responses = followEach<Response>(ctx, operation.responses, ctx.location.child('responses'));
        const says = responses.some(({ key, node }) => key === '403' && codesOf(node).includes(CODE));
        const refuses = 'x-access' in operation;
        if (says === refuses) return;

        ctx.report({
          message: refuses
            ? `The operation has \`x-access\`, but no response for 403 that names \`${CODE}\`. Use one that does.`
            : `The response for 403 names \`${CODE}\`, which only an operation with \`x-access\` answers. Add it, or use another.`,
          location: refuses
            ? keyIn({ node: operation, location: ctx.location }, 'x-access')
            : ctx.location.child(['responses', '403']).key(),
        });
      },
    },
  },
});
