import type { Oas3Rule } from '@redocly/openapi-core';
import type { Place, Schema } from '../contract.ts';
import { layers } from '../schema.ts';

/** A name alone does not say what a property means. Names that do are in the option `names`, which is kept short. */
export const propertyDescription: Oas3Rule = ({ names = [] }) => ({
  SchemaProperties(properties, ctx) {
    for (const [name, schema] of Object.entries(properties)) {
      const location = ctx.location.child(name);
      if (names.includes(name) || isDescribed(layers(ctx, schema, location))) continue;

      ctx.report({
        message: `The property \`${name}\` has no description. Say in a sentence what it means.`,
        location: location.key(),
      });
    }
  },
});

function isDescribed(places: Place<Schema>[]): boolean {
  return places.some(({ node }) => /\S/.test(node.description ?? ''));
}
