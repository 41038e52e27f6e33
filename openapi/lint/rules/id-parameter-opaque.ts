import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn } from '../contract.ts';
import { isType, layers } from '../schema.ts';

const FORBIDDEN = ['pattern', 'format', 'enum', 'minLength', 'maxLength'] as const;

/**
 * An id is a name that the server gave out. A wrong one is a 404 like any other: were its shape in the schema,
 * the answer would tell apart "no such project" and "no such id", and the shape could never change.
 */
export const idParameterOpaque: Oas3Rule = () => ({
  Parameter(parameter, ctx) {
    if (parameter.in !== 'path' || !/(?:^|_)id$/.test(parameter.name)) return;

    const schema = layers(ctx, parameter.schema, ctx.location.child('schema'));
    if (!isType(schema, 'string')) {
      ctx.report({
        message: `\`${parameter.name}\` is an id, so its schema is \`type: string\` and nothing else.`,
        location: keyIn({ node: parameter, location: ctx.location }, 'schema'),
      });
    }
    for (const { node, location } of schema) {
      for (const keyword of FORBIDDEN.filter((one) => one in node)) {
        ctx.report({
          message: `\`${parameter.name}\` is an id, and its shape is the server's affair. Remove \`${keyword}\`.`,
          location: location.child(keyword).key(),
          from: ctx.location,
        });
      }
    }
  },
});
