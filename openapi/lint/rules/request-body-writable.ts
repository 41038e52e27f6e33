import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { branches, layers, partsOf } from '../schema.ts';

/** What only the server sets has no place in what is sent. A body gets a schema of its own instead of `readOnly`. */
export const requestBodyWritable: Oas3Rule = () => {
  const seen = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation: {
          RequestBody: {
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
    for (const place of places) {
      seen.add(place.location.absolutePointer);
      if (place.node.readOnly !== true) continue;
      ctx.report({
        message: 'This is part of a request body, but marked `readOnly`. Leave it out of the schema of what is sent.',
        location: place.location.child('readOnly').key(),
        from: location,
      });
    }
    const parts = [...places.flatMap((place) => branches(place, ['oneOf', 'anyOf'])), ...partsOf(places)];
    for (const part of parts) check(ctx, part.node, part.location);
  }
};
