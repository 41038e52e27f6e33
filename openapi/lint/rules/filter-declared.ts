import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { follow, followEach, keyIn, list } from '../contract.ts';
import { listBodyOf, operationsOf, parameterOf, type Called, type ListBody } from '../operation.ts';
import { inEveryBranch, layers, propertiesOf, SCALARS, typesOf } from '../schema.ts';

/**
 * A filter compares a parameter with a property of the items. So both are declared, the property in every kind of
 * item, and they are of one type, or the database is asked to compare what cannot be compared.
 */
export const filterDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      for (const operation of operationsOf(ctx, item)) {
        const filters = follow(ctx, operation.node['x-filter'], operation.location.child('x-filter'));
        if (!filters) continue;

        const body = listBodyOf(ctx, operation);
        if (!body || operation.node['x-pagination'] === undefined) {
          const message = 'Only a list that is paged can be filtered. Add `x-pagination`, or remove `x-filter`.';
          ctx.report({ message, location: keyIn(operation, 'x-filter') });
          continue;
        }
        for (const { key, node } of followEach<{ field?: unknown }>(ctx, filters.node, filters.location)) {
          const message = fault(ctx, operation, body, key, String(node.field));
          if (message) ctx.report({ message, location: filters.location.child(key).key() });
        }
      }
    },
  },
});

function fault(ctx: UserContext, operation: Called, { items }: ListBody, name: string, field: string): string | undefined {
  const parameter = parameterOf(operation, 'query', name);
  if (!parameter) return `The filter \`${name}\` is no query parameter of the operation. Add it under \`parameters\`.`;

  const [type = '', ...others] = typesOf(layers(ctx, parameter.node.schema, parameter.location.child('schema')));
  if (!SCALARS.includes(type) || others.length > 0) {
    return `The filter \`${name}\` is not one plain value. Give its schema one of the types ${list(SCALARS, 'or')}.`;
  }

  const declared = items ? inEveryBranch(ctx, items, (places) => propertiesOf(places).get(field)) : [];
  if (declared.length === 0) {
    return `The filter \`${name}\` looks at \`${field}\`, which not every item has. Name a property of the items${known(ctx, items)}.`;
  }
  const differs = declared.some(({ node, location }) => !typesOf(layers(ctx, node, location)).includes(type));
  return differs ? `The filter \`${name}\` is of type \`${type}\`, but \`${field}\` is not. Give both the same type.` : undefined;
}

/** The properties that stand around the branches, to choose from. */
function known(ctx: UserContext, items: ListBody['items']): string {
  const names = items ? [...propertiesOf(layers(ctx, items.node, items.location)).keys()] : [];
  return names.length > 0 ? `: ${list(names, 'or')}` : '';
}
