import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { follow, itemsOf, keyIn, list } from '../contract.ts';
import type { Operation, Place, Schema } from '../contract.ts';
import { listBodyOf, operationsOf, parameterOf, type Called } from '../operation.ts';
import { inEveryBranch, keywordOf, layers, propertiesOf, SCALARS, typesOf } from '../schema.ts';

type Sort = Partial<NonNullable<Operation['x-sort']>>;

const ORDERS = ['asc', 'desc'];

/**
 * A list is sorted by the parameters `sort` and `order`, which say what `x-sort` says. Every item has a value in what
 * it is sorted by, because a page begins after the last value of the one before.
 */
export const sortDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      for (const operation of operationsOf(ctx, item)) {
        for (const message of faults(ctx, operation)) ctx.report({ message, location: keyIn(operation, 'x-sort') });
      }
    },
  },
});

function faults(ctx: UserContext, operation: Called): string[] {
  const sort = follow<Sort>(ctx, operation.node['x-sort'], operation.location.child('x-sort'));
  if (!sort) {
    const stray = ['sort', 'order'].filter((name) => parameterOf(operation, 'query', name));
    return stray.length > 0 ? [`Nothing says what ${list(stray)} can be. Add \`x-sort\`, or remove the parameter.`] : [];
  }
  if (operation.node['x-pagination'] === undefined) {
    return ['Only a list that is paged can be sorted. Add `x-pagination`, or remove `x-sort`.'];
  }

  const fields = itemsOf(sort.node.fields);
  const said = [
    ...faultsOfParameter(ctx, operation, 'sort', fields, sort.node.default),
    ...faultsOfParameter(ctx, operation, 'order', ORDERS, sort.node.order),
    ...fields.flatMap((field) => faultOfField(ctx, operation, field)),
  ];
  if (sort.node.default !== undefined && !fields.includes(sort.node.default)) {
    said.push(`The default \`${sort.node.default}\` is not among the \`fields\`. Add it there, or name one of them.`);
  }
  return said;
}

function faultsOfParameter(ctx: UserContext, operation: Called, name: string, values: string[], usual?: string): string[] {
  const parameter = parameterOf(operation, 'query', name);
  if (!parameter) return [`The list can be sorted, but takes no \`${name}\`. Add it under \`parameters\`.`];

  const schema = layers(ctx, parameter.node.schema, parameter.location.child('schema'));
  const said: string[] = [];
  if (itemsOf(keywordOf(schema, 'enum')).toSorted().join() !== values.toSorted().join()) {
    said.push(`The parameter \`${name}\` does not take exactly ${list(values)}. Correct its \`enum\`, or \`x-sort\`.`);
  }
  if (usual !== undefined && keywordOf(schema, 'default') !== usual) {
    said.push(`The parameter \`${name}\` does not have the default \`${usual}\`. Correct its \`default\`, or \`x-sort\`.`);
  }
  return said;
}

function faultOfField(ctx: UserContext, operation: Called, field: string): string[] {
  const items = listBodyOf(ctx, operation)?.items;
  if (!items) return [];

  const declared = inEveryBranch(ctx, items, (places) => propertiesOf(places).get(field));
  const required = inEveryBranch(ctx, items, (places) => places.find(({ node }) => itemsOf(node.required).includes(field)));
  const isPlain = ({ node, location }: Place<Schema>) => {
    const types = typesOf(layers(ctx, node, location));
    return types.length > 0 && types.every((type) => SCALARS.includes(type));
  };
  if (declared.length > 0 && required.length > 0 && declared.every(isPlain)) return [];
  return [
    `Not every item has one plain value in \`${field}\`. Sort by a property that each kind of item requires and that is never null.`,
  ];
}
