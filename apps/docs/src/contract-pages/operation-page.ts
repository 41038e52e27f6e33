import type { Samples } from '../samples/samples.ts';
import { allowanceOf } from './allowance.ts';
import { answersOf } from './answers.ts';
import { callOf } from './call-of.ts';
import type { ContractIndex, OperationEntry } from './contract-index.ts';
import { addressOf, errorLink, guideLink, operationLink, referenceAddress, schemaLink, scopeLink, tryAddress } from './links.ts';
import { block, blocks, bullets, capital, code, count, inWords, prose, section, table, textOf } from './markdown.ts';
import { openApiFragment } from './open-api-fragment.ts';
import { behaviourOf } from './operation-behaviour.ts';
import type { Page } from './page.ts';
import { bodyOf, namedBody } from './property-table.ts';
import { exampleBlocks } from './sample-blocks.ts';
import { meaningOf, typeOf } from './schema-words.ts';

const BADGES = { stable: undefined, beta: { text: 'Beta', variant: 'note' }, alpha: { text: 'Alpha', variant: 'caution' } } as const;

const PLACES = [
  ['path', 'Path parameters'],
  ['query', 'Query parameters'],
  ['header', 'Headers'],
] as const;

/** The page of an operation. */
export function operationPage(operation: OperationEntry, index: ContractIndex, samples: Samples): Page {
  const { id, summary, description, method, path, tag, stability, deprecation } = operation;
  const badge = deprecation ? ({ text: 'Deprecated', variant: 'danger' } as const) : BADGES[stability];
  const markdown = blocks(
    ...warningsOf(operation),
    prose(description),
    block('http', `${method.toUpperCase()} ${index.basePath}${path}`),
    factsOf(operation, index),
    ...PLACES.map(([place, heading]) => section(`## ${heading}`, parameterTable(operation, index, place))),
    body(operation, index),
    section('## Example', exampleBlocks(samples[id])),
    section('## How it behaves', bullets(behaviourOf(operation, index))),
    section('## Answers', answersOf(operation, index)),
    section('## Errors', errors(operation, index)),
    section('## OpenAPI', openApiFragment(operation)),
  );
  return {
    id: `operations/${id}`,
    title: summary,
    description: textOf(description),
    markdown,
    label: summary,
    ...(badge && { badge }),
    group: 'operations',
    section: capital(tag),
    operationId: id,
    facts: { method, path: `${index.basePath}${path}` },
  };
}

/** What a reader must know before the rest: how settled the operation is, and when it goes. */
function warningsOf({ stability, deprecation }: OperationEntry): string[] {
  const settled = {
    stable: undefined,
    beta: `> **Beta.** It can still change in ways that break a program: see ${guideLink('versions', 'versions')}.`,
    alpha: '> **Alpha.** An experiment: it can change or go from one day to the next.',
  }[stability];
  const gone =
    deprecation &&
    `> **Deprecated** since ${deprecation.since}, and gone from ${deprecation.sunset} on. ${deprecation.successor === null ? 'Nothing takes its place.' : `Use ${operationLink(deprecation.successor)} instead.`} See ${guideLink('versions', 'versions')}.`;
  return [settled, gone].filter((warning) => typeof warning === 'string');
}

function factsOf(operation: OperationEntry, { rateLimits }: ContractIndex): string {
  const { id, tag, scopes, access, rateLimit } = operation;
  const policy = rateLimit && rateLimits[rateLimit.policy];
  const keys = access === 'account' ? 'only those of the whole account; one that is bound to a project is refused' : 'any, also one that is bound to a project';
  const cost = rateLimit && policy ? `counts as ${count(rateLimit.cost, 'request')} of ${allowanceOf(policy)}. ${prose(policy.description)}` : 'none, it does not count';
  return bullets([
    `**Operation**: ${code(id)}`,
    ...(scopes ? [`**${guideLink('Scope', 'authentication')}**: ${inWords(scopes.map(scopeLink))}`, `**Keys**: ${keys}`] : ['**Access**: public, it needs no key']),
    `**${guideLink('Limit', 'rate-limits')}**: ${cost}`,
    `**TypeScript**: ${code(callOf(operation))}`,
    `[Try it](${tryAddress(id)}) · [In the reference on one page](${referenceAddress(tag, id)})`,
  ]);
}

function parameterTable({ parameters }: OperationEntry, { document }: ContractIndex, place: string): string {
  const rows = parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name = '', required = false, schema = {}, description, example }) => [
      `${code(name)}${required && place !== 'path' ? ' **required**' : ''}`,
      typeOf(document, schema),
      meaningOf(document, schema, { description, example }),
    ]);
  return table(['Name', 'Type', 'Meaning'], rows);
}

function body({ body: request }: OperationEntry, { document }: ContractIndex): string {
  if (!request) return '';
  const parts = Object.entries(request.content).map(([type, { schema = {} }]) =>
    blocks(`${namedBody(document, type, schema)}${request.required ? '' : '. It can be left out'}.`, bodyOf(document, schema, { of: 'request', isDeep: true }, 3)),
  );
  return section('## Body', ...parts);
}

function errors({ codes }: OperationEntry, { errors: catalogue }: ContractIndex): string {
  const rows = codes.flatMap(({ code: name, status }) => catalogue.filter((entry) => entry.code === name).map(({ cause, retryable }) => [errorLink(name), String(status), `${prose(cause)}${retryable ? ' **Can be retried.**' : ''}`]));
  const isOfServer = catalogue.some((entry) => entry.isOfServer);
  return blocks(
    table(['Code', 'Status', 'When'], rows),
    isOfServer && `What is no proper HTTP request is refused by the server itself, whatever the operation: see [errors of the server](${addressOf('errors')}#errors-of-the-server).`,
    `Every error has the same shape: ${schemaLink('Error')}, explained in the guide to ${guideLink('errors', 'errors')}.`,
  );
}
