import type { ContractIndex } from './contract-index.ts';
import { follow, type OpenApiDocument, type Schema } from './document.ts';
import { eventLink, operationLink, schemaLink } from './links.ts';
import { block, blocks, bullets, prose, section, table, textOf } from './markdown.ts';
import type { Page } from './page.ts';
import { bodyOf } from './property-table.ts';
import { schemaExamples } from './schema-example.ts';
import { schemaUses, type SchemaUses } from './schema-uses.ts';
import { exampleOf, limitsOf, typeOf } from './schema-words.ts';

/** More users than this are counted and not listed. */
const MOST_USERS = 40;

/** The pages of all schemas, and their list. */
export function schemaPages(index: ContractIndex): Page[] {
  const uses = schemaUses(index);
  const example = schemaExamples(index);
  const names = Object.keys(index.document.components.schemas ?? {}).toSorted((one, other) => one.localeCompare(other, 'en'));
  return [schemaIndex(index, names), ...names.map((name) => schemaPage(name, index, uses(name), example(name)))];
}

function schemaPage(name: string, { document, operations }: ContractIndex, uses: SchemaUses, example: unknown): Page {
  const schema = follow<Schema>(document, { $ref: `#/components/schemas/${name}` });
  const isOfParts = schema.properties !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined;
  const view = { of: uses.isOnlySent ? 'request' : 'answer', isDeep: false } as const;
  return {
    id: `schemas/${name}`,
    title: name,
    description: textOf(schema.description ?? name),
    markdown: blocks(
      prose(schema.description ?? ''),
      isOfParts ? section(schema.properties ? '## Properties' : '## Kinds', bodyOf(document, schema, view, 3)) : aloneOf(document, schema),
      isOfParts && example !== undefined && section('## Example', block('json', JSON.stringify(example, null, 2))),
      section('## Used by', usersOf(uses, operations.length)),
    ),
    label: name,
    group: 'schemas',
    section: kindOf(name, uses, isOfParts),
  };
}

/** What is said of a schema that is one value. */
function aloneOf(document: OpenApiDocument, schema: Schema): string {
  const facts = [`**Type**: ${typeOf(document, schema)}`, limitsOf(document, schema, true), exampleOf(document, schema)];
  return bullets(facts.filter((fact) => fact !== ''));
}

function usersOf({ requests, answers, events, schemas }: SchemaUses, all: number): string {
  const operationsOf = (ids: ReadonlySet<string>) => {
    if (ids.size === all) return 'every operation';
    return ids.size > MOST_USERS ? `${ids.size} of ${all} operations` : [...ids].map(operationLink).join(', ');
  };
  const lines = [
    requests.size > 0 && `**Requests**: ${operationsOf(requests)}`,
    answers.size > 0 && `**Answers**: ${operationsOf(answers)}`,
    events.size > 0 && `**Events**: ${[...events].map(eventLink).join(', ')}`,
    schemas.size > 0 && `**Schemas**: ${[...schemas].map((name) => schemaLink(name)).join(', ')}`,
  ].filter((line) => typeof line === 'string');
  return bullets(lines);
}

/** Under which heading of the sidebar it stands. */
function kindOf(name: string, { isOnlySent }: SchemaUses, isOfParts: boolean): string {
  if (!isOfParts) return 'Values';
  if (isOnlySent) return 'Sent';
  return name.endsWith('List') ? 'Lists' : 'Objects';
}

function schemaIndex({ document }: ContractIndex, names: readonly string[]): Page {
  const rows = names.map((name) => {
    const { description = '' } = follow<Schema>(document, { $ref: `#/components/schemas/${name}` });
    return { name, row: [schemaLink(name), prose(description)] };
  });
  const letters = [...Map.groupBy(rows, ({ name }) => name.charAt(0).toUpperCase())];
  return {
    id: 'schemas',
    title: 'Schemas',
    description: `The ${names.length} schemas that requests and answers are made of.`,
    markdown: blocks(
      `What requests, answers and events are made of, as JSON Schema 2020-12 in the contract. Each page has the properties, their limits, and where the schema is used.`,
      ...letters.map(([letter, inside]) => section(`## ${letter}`, table(['Schema', 'What it is'], inside.map(({ row }) => row)))),
    ),
    label: 'All schemas',
    group: 'schemas',
  };
}
