import { errorClass, phraseOf, statusClass } from '../client-names.ts';
import type { ContractIndex, ErrorEntry } from './contract-index.ts';
import { follow, type OpenApiDocument, type Schema } from './document.ts';
import { guideLink, operationLink, schemaLink } from './links.ts';
import { block, blocks, bullets, capital, code, inWords, prose, section, textOf } from './markdown.ts';
import type { Page } from './page.ts';

/** The page of an error code: what `doc_url` leads to. */
export function errorPage(error: ErrorEntry, index: ContractIndex): Page {
  const { code: name, status, title, cause, remedy } = error;
  const lead = `**${status} ${phraseOf(status)}**: ${prose(title)}.`;
  return {
    id: `errors/${name}`,
    title: name,
    description: textOf(lead),
    markdown: blocks(
      lead,
      section('## Cause', prose(cause)),
      section('## What to do', prose(remedy), retryOf(error)),
      section('## Example', block('http', `HTTP/1.1 ${status} ${phraseOf(status)}\ncontent-type: application/json`), block('json', JSON.stringify(exampleOf(error, index), null, 2)), `Its shape is that of every error: ${schemaLink('Error')}.`),
      section('## In TypeScript', inTypeScript(error)),
      section('## Raised by', raisersOf(error, index)),
    ),
    label: name,
    group: 'errors',
    section: `${status} ${phraseOf(status)}`,
  };
}

/** Whether the same request can succeed, in words. */
function retryOf({ retryable }: Pick<ErrorEntry, 'retryable'>): string {
  if (!retryable) return '**Do not retry:** the same request fails again.';
  return `**Can be retried:** the same request can succeed later. The client does it by itself where that is safe: see ${guideLink('idempotency', 'idempotency')}.`;
}

function exampleOf({ code: name, title }: ErrorEntry, { document }: ContractIndex): unknown {
  const declared = document.components.examples?.[name];
  if (declared) return follow(document, declared).value;
  // The server's own errors stand in no answer of the document; the catalogue and the other examples have all that is in one.
  return { error: { code: name, message: `${title}.`, ...identityOf(document, name) } };
}

function identityOf(document: OpenApiDocument, name: string): object {
  const { properties = {} } = follow<Schema>(document, { $ref: '#/components/schemas/ErrorBody' });
  const exampleIn = (property: string) => String(properties[property]?.examples?.[0] ?? '');
  const docUrl = exampleIn('doc_url').replace(/[^#/]+(?=\/?$)/, name);
  return { request_id: exampleIn('request_id'), doc_url: docUrl };
}

function inTypeScript({ code: name, status }: ErrorEntry): string {
  const itsClass = errorClass(name);
  const lines = [
    `import { ${itsClass} } from '@plumbline/client';`,
    '',
    'export function explain(error: unknown): string | undefined {',
    `  if (!(error instanceof ${itsClass})) return undefined;`,
    `  return \`\${error.operation}: \${error.message} (\${error.requestId})\`; // error.code is '${name}'`,
    '}',
  ];
  return blocks(`The client throws ${code(itsClass)}, which is a ${code(statusClass(status))} (every ${status}) and an ${code('ApiError')}. See ${guideLink('errors', 'errors')}.`, block('ts', lines.join('\n')));
}

function raisersOf({ isOfServer, raisers }: ErrorEntry, { operations }: ContractIndex): string {
  if (raisers.length === 0) return isOfServer ? 'The server itself, before it knows which operation is meant; so no operation lists it.' : 'No operation at present.';
  const others = operations.filter((operation) => !raisers.includes(operation));
  if (others.length === 0) return 'Every operation.';
  if (others.length <= 5) return `Every operation but ${inWords(others.map(({ id }) => operationLink(id)))}.`;
  const byTag = [...Map.groupBy(raisers, ({ tag }) => tag)];
  return byTag.length === 1 ? listOf(raisers) : bullets(byTag.map(([tag, inside]) => `**${capital(tag)}**: ${listOf(inside)}`));
}

function listOf(operations: ErrorEntry['raisers']): string {
  return operations.map(({ id }) => operationLink(id)).join(', ');
}
