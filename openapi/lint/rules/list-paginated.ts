import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { itemsOf, keyIn, list } from '../contract.ts';
import { declaresHeader, listBodyOf, operationsOf, parameterOf, type Called, type ListBody } from '../operation.ts';
import { keywordOf, layers, propertiesOf } from '../schema.ts';

interface Style {
  takes: string[];
  refuses: string[];
  meta: string[];
}

const STYLES: Record<string, Style> = {
  page: {
    takes: ['page', 'per_page'],
    refuses: ['cursor'],
    meta: ['page', 'per_page', 'total_items', 'total_pages', 'has_next', 'has_previous'],
  },
  cursor: { takes: ['cursor', 'per_page'], refuses: ['page'], meta: ['per_page', 'has_next', 'next_cursor'] },
};

/**
 * A list grows, so it is never sent whole. The server cuts it and fills `meta` and `Link` by `x-pagination`, and a
 * client walks it by the same word: what an operation takes and answers must be what the word promises.
 */
export const listPaginated: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      for (const operation of operationsOf(ctx, item)) {
        for (const message of faults(ctx, operation)) {
          ctx.report({ message, location: keyIn(operation, 'x-pagination') });
        }
      }
    },
  },
});

function faults(ctx: UserContext, operation: Called): string[] {
  const body = listBodyOf(ctx, operation);
  const style = operation.node['x-pagination'];
  if (style === undefined) {
    return body ? ['The operation answers a list but does not say how it is paged. Add `x-pagination: page` or `cursor`.'] : [];
  }
  if (!body) return ['The operation is paged but answers no list. Answer an object with an array `data`, or remove `x-pagination`.'];

  const promise = STYLES[style];
  return promise ? [...faultsOfParameters(ctx, operation, promise), ...faultsOfBody(ctx, body, promise)] : [];
}

function faultsOfParameters(ctx: UserContext, operation: Called, { takes, refuses }: Style): string[] {
  const style = `\`${operation.node['x-pagination']}\``;
  const said: string[] = [];
  const missing = takes.filter((name) => !parameterOf(operation, 'query', name));
  if (missing.length > 0) said.push(`A list that is paged by ${style} takes ${list(missing)}. Add it under \`parameters\`.`);

  const surplus = refuses.filter((name) => parameterOf(operation, 'query', name));
  if (surplus.length > 0) said.push(`A list that is paged by ${style} takes no ${list(surplus)}. Remove the parameter.`);

  const size = parameterOf(operation, 'query', 'per_page');
  if (size && keywordOf(layers(ctx, size.node.schema, size.location.child('schema')), 'maximum') === undefined) {
    said.push('A page can be of any size. Give the schema of `per_page` a `maximum`.');
  }
  return said;
}

function faultsOfBody(ctx: UserContext, { response, schema }: ListBody, { meta }: Style): string[] {
  const said: string[] = [];
  const optional = ['data', 'meta'].filter((name) => !schema.some(({ node }) => itemsOf(node.required).includes(name)));
  if (optional.length > 0) said.push(`The list does not always hold ${list(optional)}. Declare and require it in its schema.`);

  const place = propertiesOf(schema).get('meta');
  const declared = place && propertiesOf(layers(ctx, place.node, place.location));
  const missing = meta.filter((name) => declared && !declared.has(name));
  if (missing.length > 0) said.push(`The \`meta\` of the list lacks ${list(missing)}. Declare it in its schema.`);

  if (!declaresHeader(response, 'Link')) {
    said.push('The list does not say where its other pages are. Declare the header `Link` in its response.');
  }
  return said;
}
