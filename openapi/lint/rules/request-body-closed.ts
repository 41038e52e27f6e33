import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { follow, followEach, isObject, type Operation, type Place, type Schema } from '../contract.ts';
import { branches, isType, layers, propertiesOf } from '../schema.ts';

/**
 * A misspelt property must be refused, not ignored, so an object that is sent says whether it takes others.
 * And what only the server sets (`readOnly`) has no place in a schema of what is sent: give the body a schema of its own.
 */
export const requestBodyClosed: Oas3Rule = () => {
  const seen = new Set<string>();

  return {
    Paths: {
      PathItem: {
        Operation(operation: Operation, ctx) {
          const body = follow<{ content?: unknown }>(ctx, operation.requestBody, ctx.location.child('requestBody'));
          for (const { node, location } of followEach<{ schema?: unknown }>(ctx, body?.node.content, (body?.location ?? ctx.location).child('content'))) {
            check(ctx, node.schema, location.child('schema'), false);
          }
        },
      },
    },
  };

  function check(ctx: UserContext, schema: unknown, location: Location, closedAbove: boolean): void {
    const places = layers(ctx, schema, location);
    const home = places.find(({ node }) => !('$ref' in node)) ?? places[0];
    if (!home || seen.has(`${home.location.absolutePointer} ${closedAbove}`)) return;
    seen.add(`${home.location.absolutePointer} ${closedAbove}`);

    const properties = propertiesOf(places);
    const alternatives = places.flatMap((place) => branches(place, ['oneOf', 'anyOf']));
    const closed = closedAbove || saysWhatElse(places) || (alternatives.length > 0 && alternatives.every((one) => saysWhatElse(layers(ctx, one.node, one.location))));
    if (!closed && (isType(places, 'object') || properties.size > 0)) {
      ctx.report({
        message: 'The object is part of a request body and takes any other property. Add `additionalProperties: false`, or `unevaluatedProperties: false` where schemas are composed.',
        location: home.location,
        from: location,
      });
    }

    for (const [name, property] of properties) {
      for (const layer of layers(ctx, property.node, property.location).filter(({ node }) => node.readOnly === true)) {
        ctx.report({ message: `\`${name}\` is read-only, but part of a request body. Leave it out of what is sent.`, location: layer.location.child('readOnly'), from: property.location });
      }
      check(ctx, property.node, property.location, false);
    }
    // A branch of a closed object is closed by it; a branch of anything else has to close itself.
    for (const one of alternatives) check(ctx, one.node, one.location, closed || isType(places, 'object') || properties.size > 0);
    for (const place of places) {
      for (const part of branches(place, ['prefixItems'])) check(ctx, part.node, part.location, false);
      for (const keyword of ['items', 'additionalProperties', 'unevaluatedProperties'] as const) {
        if (isObject(place.node[keyword])) check(ctx, place.node[keyword], place.location.child(keyword), false);
      }
    }
  }
};

function saysWhatElse(places: Place<Schema>[]): boolean {
  return places.some(({ node }) => 'additionalProperties' in node || 'unevaluatedProperties' in node);
}
