import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { branches, layers, partsOf, propertiesOf } from '../schema.ts';

const NAME = 'secret';

/**
 * An answer that gives out a secret says which of its properties it is, so that whatever keeps answers keeps this one
 * encrypted: `format: password`, as for what is sent.
 */
export const secretFormatted: Oas3Rule = () => {
  const seen = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation: {
          Response: {
            MediaType(mediaType, ctx) {
              check(ctx, mediaType.schema, ctx.location.child('schema'));
            },
          },
        },
      },
    },
  };

  function check(ctx: UserContext, schema: unknown, location: Location): void {
    const places = layers(ctx, schema, location).filter((place) => !seen.has(place.location.absolutePointer));
    for (const place of places) seen.add(place.location.absolutePointer);
    const secret = propertiesOf(places).get(NAME);
    if (secret && !layers(ctx, secret.node, secret.location).some(({ node }) => node.format === 'password')) {
      ctx.report({
        message: `The answer gives out a \`${NAME}\` without saying that it is one. Add \`format: password\`.`,
        location: secret.location.key(),
        from: location,
      });
    }
    const parts = [...places.flatMap((place) => branches(place, ['oneOf', 'anyOf'])), ...partsOf(places)];
    for (const part of parts) check(ctx, part.node, part.location);
  }
};
