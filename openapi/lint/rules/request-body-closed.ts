import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import type { Place, Schema } from '../contract.ts';
import { branches, isType, layers, partsOf, propertiesOf } from '../schema.ts';

/** A misspelt property must be refused, not ignored, so every object that is sent says whether it takes others. */
export const requestBodyClosed: Oas3Rule = () => {
  const seen = new Set<string>();
  const reported = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation: {
          RequestBody: {
            MediaType(mediaType, ctx) {
              check(ctx, mediaType.schema, ctx.location.child('schema'), false);
            },
          },
        },
      },
    },
  };

  function check(ctx: UserContext, schema: unknown, location: Location, closedAbove: boolean): void {
    const state = `${location.absolutePointer} ${closedAbove}`;
    if (seen.has(state)) return;
    seen.add(state);

    const places = layers(ctx, schema, location);
    const home = places.find(({ node }) => !('$ref' in node))?.location ?? location;
    const alternatives = places.flatMap((place) => branches(place, ['oneOf', 'anyOf']));
    const isObject = isType(places, 'object') || propertiesOf(places).size > 0;
    const isClosed = closedAbove || saysWhatElse(places) || allSayWhatElse(ctx, alternatives);

    if (isObject && !isClosed && !reported.has(home.absolutePointer)) {
      reported.add(home.absolutePointer);
      ctx.report({
        message:
          'The object is part of a request body and takes any other property. ' +
          'Add `additionalProperties: false`, or `unevaluatedProperties: false` where schemas are composed.',
        location: home,
        from: location,
      });
    }
    // A branch of an object is closed around it; a branch of anything else closes itself.
    for (const one of alternatives) check(ctx, one.node, one.location, isObject || isClosed);
    for (const part of partsOf(places)) check(ctx, part.node, part.location, false);
  }
};

function saysWhatElse(places: Place<Schema>[]): boolean {
  return places.some(({ node }) => 'additionalProperties' in node || 'unevaluatedProperties' in node);
}

function allSayWhatElse(ctx: UserContext, alternatives: Place<Schema>[]): boolean {
  return alternatives.length > 0 && alternatives.every(({ node, location }) => saysWhatElse(layers(ctx, node, location)));
}
