import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { follow, followEach, isJson, itemsOf, list, type Operation, type Place, type Response, type Schema } from '../contract.ts';
import { operationsOf, declaresHeader, type Called } from '../operation.ts';
import { layers, propertiesOf } from '../schema.ts';

type Context = Pick<UserContext, 'resolve' | 'location'>;
type Job = NonNullable<Operation['x-job']>;

/**
 * A client waits for what is done behind the answer by what the contract says of it: the operation that shows it, the
 * property that tells how far it is, and the values that end it. Each has to be there.
 */
export const jobDeclared: Oas3Rule = () => {
  const operations = new Map<string, { operation: Called; properties: Map<string, Place<Schema>> }>();
  const jobs: { job: Place<Job>; operation: Called }[] = [];

  return {
    Paths: {
      PathItem(item, ctx) {
        for (const operation of operationsOf(ctx, item)) {
          operations.set(operation.node.operationId ?? '', { operation, properties: shownBy(ctx, operation) });
          const job = follow<Job>(ctx, operation.node['x-job'], operation.location.child('x-job'));
          if (job) jobs.push({ job, operation });
        }
      },
      leave(_, ctx) {
        for (const { job, operation } of jobs) {
          const fail = (message: string, ...path: string[]) => ctx.report({ message, location: path.length > 0 ? job.location.child(path) : job.location.key() });
          const accepted = operation.responses.find(({ key }) => key === '202');
          if (!accepted || !declaresHeader(accepted, 'Location')) fail('What is done behind the answer is answered with 202 and a `Location`. Declare both, or remove `x-job`.');

          for (const name of ['get', 'result', 'cancel'] as const) {
            const id = job.node[name];
            if (id !== undefined && !operations.has(id)) fail(`There is no operation \`${id}\`. Name one that there is.`, name);
          }

          const shown = operations.get(job.node.get)?.properties;
          if (!shown) continue;
          for (const name of ['status', 'progress'] as const) {
            const property = job.node[name];
            if (property !== undefined && !shown.has(property)) fail(`\`${job.node.get}\` shows no property \`${property}\`. Name one of ${list([...shown.keys()], 'or')}.`, name);
          }
          const status = shown.get(job.node.status);
          const values = status ? layers(ctx, status.node, status.location).flatMap(({ node }) => itemsOf(node.enum)) : [];
          const unknown = itemsOf(job.node.ends).filter((end) => !values.includes(end));
          if (status && unknown.length > 0) fail(`\`${job.node.status}\` is never ${list(unknown, 'or')}. Name values of its \`enum\`.`, 'ends');
        }
      },
    },
  };
};

/** The properties of what an operation answers when it succeeds. */
function shownBy(ctx: Context, { responses }: Called): Map<string, Place<Schema>> {
  const successes = responses.filter(({ key }) => key.startsWith('2'));
  const contents = successes.flatMap((response: Place<Response>) => followEach<{ schema?: unknown }>(ctx, response.node.content, response.location.child('content')));
  const schemas = contents.filter(({ key }) => isJson(key)).flatMap(({ node, location }) => layers(ctx, node.schema, location.child('schema')));
  return propertiesOf(schemas);
}
