import type { UserContext } from '@redocly/openapi-core';
import { follow, followEach, isJson, isObject, itemsOf, keysOf } from './contract.ts';
import type { Operation, Parameter, Place, Response, Schema } from './contract.ts';
import { isType, layers, propertiesOf } from './schema.ts';

type Context = Pick<UserContext, 'resolve' | 'location'>;

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** An operation with all that it takes from its path and from components. */
export interface Called extends Place<Operation> {
  method: string;
  /** Its own parameters, then those of the path, which an own one of the same name hides. */
  parameters: Place<Parameter>[];
  responses: (Place<Response> & { key: string })[];
}

/** The body of a list: a JSON object whose property `data` is an array. */
export interface ListBody {
  response: Place<Response>;
  schema: Place<Schema>[];
  /** The schema of one item; nothing while `data` does not say what it holds. */
  items: Place<Schema> | undefined;
}

/** The operations of the path that a rule is shown. */
export function operationsOf(ctx: Context, item: object): Called[] {
  const shared = parametersOf(ctx, { node: item, location: ctx.location });
  return followEach<Operation>(ctx, item, ctx.location)
    .filter(({ key }) => METHODS.has(key))
    .map(({ key, node, location }) => ({
      node,
      location,
      method: key,
      parameters: [...parametersOf(ctx, { node, location }), ...shared],
      responses: followEach<Response>(ctx, node.responses, location.child('responses')),
    }));
}

/** A parameter by its name; names of headers are the same in upper and lower case. */
export function parameterOf({ parameters }: Called, where: 'query' | 'header', name: string): Place<Parameter> | undefined {
  return parameters.find(({ node }) => {
    if (node.in !== where) return false;
    return where === 'header' ? String(node.name).toLowerCase() === name.toLowerCase() : node.name === name;
  });
}

export function responseOf({ responses }: Called, status: string): Place<Response> | undefined {
  return responses.find(({ key }) => key === status);
}

export function declaresHeader(response: Place<Response> | undefined, name: string): boolean {
  return keysOf(response?.node.headers).some((header) => header.toLowerCase() === name.toLowerCase());
}

/** The list that the operation answers when it succeeds, if it answers one. */
export function listBodyOf(ctx: Context, { responses }: Called): ListBody | undefined {
  for (const response of responses.filter(({ key }) => key.startsWith('2'))) {
    const contents = followEach<{ schema?: unknown }>(ctx, response.node.content, response.location.child('content'));
    for (const { node, location } of contents.filter(({ key }) => isJson(key))) {
      const schema = layers(ctx, node.schema, location.child('schema'));
      const data = propertiesOf(schema).get('data');
      const array = data ? layers(ctx, data.node, data.location) : [];
      if (isType(array, 'array')) return { response, schema, items: itemsIn(array) };
    }
  }
  return undefined;
}

function itemsIn(array: Place<Schema>[]): Place<Schema> | undefined {
  const owner = array.find(({ node }) => isObject(node.items));
  return owner && { node: owner.node.items as Schema, location: owner.location.child('items') };
}

function parametersOf(ctx: Context, { node, location }: Place<{ parameters?: unknown[] }>): Place<Parameter>[] {
  return itemsOf(node.parameters).flatMap((parameter, index) => {
    return follow<Parameter>(ctx, parameter, location.child(['parameters', index])) ?? [];
  });
}
