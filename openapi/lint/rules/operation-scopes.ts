import type { Oas3Rule } from '@redocly/openapi-core';
import { isObject, itemsOf, list, scopesOf, type Operation, type Root } from '../contract.ts';

const READS = new Set(['get', 'head', 'query']);

/**
 * Who may call an operation is written at the operation, never inherited, so that forgetting it cannot open it.
 * A key that may read must not be able to write, so a reading operation asks for `<tag>:read`, any other for `<tag>:write`.
 */
export const operationScopes: Oas3Rule = () => {
  let schemes: ReturnType<typeof scopesOf> = new Map();

  return {
    Root(root: Root, ctx) {
      schemes = scopesOf(ctx, root, ctx.location);
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, { report, location, key }) {
          if (!Array.isArray(operation.security)) {
            report({
              message:
                'The operation does not say who may call it. ' +
                'Add `security` with a scheme and a scope, or `security: []` for everybody.',
              location: location.key(),
            });
            return;
          }

          const verb = READS.has(String(key)) ? 'read' : 'write';
          const wanted = itemsOf(operation.tags).map((tag) => `${tag}:${verb}`);
          operation.security.forEach((requirement, index) => {
            if (!isObject(requirement)) return;

            const place = location.child(['security', index]);
            if (Object.keys(requirement).length === 0) {
              const message = 'The requirement names no scheme, so everybody passes. Name one, or write `security: []`.';
              report({ message, location: place });
            }
            for (const [scheme, value] of Object.entries(requirement)) {
              const scopes = itemsOf(value);
              if (!scopes.some((scope) => wanted.includes(scope))) {
                const choice = wanted.length > 0 ? list(wanted, 'or') : `\`<tag>:${verb}\`, once it has a tag`;
                report({
                  message: `\`${scheme}\` asks for no scope of this operation. Name ${choice}.`,
                  location: place.child(scheme).key(),
                });
              }
              scopes.forEach((scope, position) => {
                if (schemes.get(scheme)?.has(scope) !== false) return;
                report({
                  message: `\`${scope}\` is not among the \`x-scopes\` of \`${scheme}\`. Add it there, or correct the name.`,
                  location: place.child([scheme, position]),
                });
              });
            }
          });
        },
      },
    },
  };
};
