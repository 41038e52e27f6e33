import type { Oas3Rule } from '@redocly/openapi-core';
import { branches, isType, layers } from '../schema.ts';

const DECLARES = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'const', 'enum'];

/**
 * The server sends the properties that a schema declares and no others. An object that declares none would be
 * sent empty, so it says what it holds: `additionalProperties` as a schema, true or false.
 */
export const objectExplicit: Oas3Rule = () => ({
  Schema(schema, ctx) {
    // A branch of allOf adds to an object that is declared around it.
    if (ctx.rawNode === schema && /\/allOf\/\d+$/.test(ctx.location.pointer)) return;

    const places = layers(ctx, schema, ctx.location);
    const alternatives = places.flatMap((place) => branches(place, ['oneOf', 'anyOf']));
    const all = places.concat(alternatives.flatMap(({ node, location }) => layers(ctx, node, location)));
    if (!isType(places.slice(0, 1), 'object') || all.some(({ node }) => DECLARES.some((keyword) => keyword in node))) return;

    ctx.report({
      message:
        'The object declares no properties, so it would be sent empty. ' +
        'Declare them, or say with `additionalProperties` what it holds.',
      location: ctx.location,
    });
  },
});
