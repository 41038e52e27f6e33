import type { Location, Oas3Rule, UserContext } from '@redocly/openapi-core';
import { isObject, itemsOf, keysOf } from '../contract.ts';
import { branches, isType, layers } from '../schema.ts';

/** A reader understands a value sooner than a type, and samples are put together from the examples of properties. */
export const propertyExample: Oas3Rule = () => ({
  SchemaProperties(properties, ctx) {
    for (const [name, schema] of Object.entries(properties)) {
      const location = ctx.location.child(name);
      if (hasExample(ctx, schema, location)) continue;

      ctx.report({
        message: `The property \`${name}\` has no example, nor have its parts. Add \`examples: […]\`.`,
        location: location.key(),
      });
    }
  },
});

/** The properties of an object are looked at where they are declared, so here an object that declares some has its parts. */
function hasExample(ctx: Pick<UserContext, 'resolve'>, schema: unknown, location: Location, above: string[] = []): boolean {
  // A schema that comes back to itself is as complete as its other parts.
  if (above.includes(location.absolutePointer)) return true;

  const path = [...above, location.absolutePointer];
  const places = layers(ctx, schema, location);
  const part = (node: unknown, at: Location) => isObject(node) && hasExample(ctx, node, at, path);
  const alternatives = places.flatMap((place) => branches(place, ['oneOf', 'anyOf'])).filter(({ node }) => node.type !== 'null');
  const tuple = places.flatMap((place) => branches(place, ['prefixItems']));

  return (
    places.some(({ node }) => 'const' in node || 'example' in node || itemsOf(node.examples).length > 0) ||
    places.some(({ node }) => keysOf(node.properties).length > 0) ||
    (alternatives.length > 0 && alternatives.every((place) => part(place.node, place.location))) ||
    (tuple.length > 0 && tuple.every((place) => part(place.node, place.location))) ||
    places.some((place) => part(place.node.items, place.location.child('items'))) ||
    (isType(places, 'object') &&
      places.some((place) => part(place.node.additionalProperties, place.location.child('additionalProperties'))))
  );
}
