import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { followEach, isJson, keyIn, keysOf, type Place, type Response } from '../contract.ts';
import { declaresHeader, operationsOf, type Called } from '../operation.ts';
import { isType, layers } from '../schema.ts';

type Context = Pick<UserContext, 'resolve' | 'location'>;
type Fault = { message: string; at?: Place<object> };

/**
 * What is not JSON is a file: a text that a GET answers with 200, sent while it is made. The server writes it chunk by
 * chunk and names it, so there is no schema to hold it against, and no JSON that it could be instead.
 */
export const fileDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      for (const operation of operationsOf(ctx, item)) {
        for (const response of operation.responses) {
          for (const { message, at = response } of faultsOf(ctx, operation, response)) ctx.report({ message, location: keyIn(at, 'content') });
        }
      }
    },
  },
});

function faultsOf(ctx: Context, { method }: Called, response: Place<Response> & { key: string }): Fault[] {
  const contents = followEach<{ schema?: unknown; examples?: unknown }>(ctx, response.node.content, response.location.child('content'));
  const files = contents.filter(({ key }) => !isJson(key));
  if (files.length === 0) return [];

  const said: Fault[] = [];
  if (response.key !== '200' || method !== 'get') said.push({ message: 'Only the 200 of a GET is a file. Answer with JSON here.' });
  if (files.length < contents.length) said.push({ message: 'What is answered is JSON or a file. Declare one of them, and another operation for the other.' });
  if (!declaresHeader(response, 'Content-Disposition')) said.push({ message: 'A file has a name. Declare the header `Content-Disposition`.' });
  for (const file of files) {
    const isText = isType(layers(ctx, file.node.schema, file.location.child('schema')), 'string');
    if (!isText) said.push({ message: `A file is a text. Give \`${file.key}\` a schema of \`type: string\`.`, at: file });
    const isShown = 'example' in file.node || keysOf(file.node.examples).length > 0;
    if (!isShown) said.push({ message: `The file \`${file.key}\` has no example. Add one under \`examples\`, as a $ref into components/examples.`, at: file });
  }
  return said;
}
