import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { isObject, list } from '../contract.ts';
import { places } from '../types.ts';

/** OpenAPI lets any key pass that starts with `x-`, so a misspelt extension would do nothing, in silence. */
export const extensionKnown: Oas3Rule = () => ({
  any: checkKeys,
  // Keys beside a $ref reach no other visitor.
  ref: checkKeys,
});

function checkKeys(node: unknown, { type, location, report }: UserContext): void {
  if (!isObject(node) || !type.extensionsPrefix) return;

  for (const key of Object.keys(node).filter((name) => name.startsWith('x-'))) {
    const owners = places[key];
    if (owners?.includes(type.name)) continue;

    report({
      message: owners
        ? `\`${key}\` belongs on ${list(owners)}, not on \`${type.name}\`. Move it there.`
        : `\`${key}\` is none of our extensions: ${list(Object.keys(places))}. Correct it, or declare it in openapi/lint.`,
      location: location.child(key).key(),
    });
  }
}
