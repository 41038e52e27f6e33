import type { ContractIndex, OperationEntry } from './contract-index.ts';
import { follow, type Header, type OpenApiDocument, type Response } from './document.ts';
import { guideLink } from './links.ts';
import { blocks, code, inWords, prose, section, table } from './markdown.ts';
import { namedBody } from './property-table.ts';
import { exampleOf, limitsOf, typeOf } from './schema-words.ts';
import { phraseOf } from '../client-names.ts';

/** Headers that nearly every answer has, and that guides explain. */
const USUAL = /^(x-request-id|(x-)?ratelimit(-.*)?)$/i;

/** Each answer that is no error: its status, what it means, its body and its headers. */
export function answersOf({ responses }: OperationEntry, { document }: ContractIndex): string {
  return blocks(...responses.filter(({ status }) => Number(status) < 400).map((response) => answer(document, response)));
}

function answer(document: OpenApiDocument, { status, description = '', content = {}, headers = {} }: Response & { status: string }): string {
  const types = Object.entries(content).map(([type, { schema }]) => {
    const meaning = schema?.$ref === undefined && schema?.description ? `: ${prose(schema.description)}` : '.';
    return `${namedBody(document, type, schema)}${meaning}`;
  });
  const followed = Object.entries(headers).map(([name, header]) => [name, follow(document, header)] as const);
  const own = followed.filter(([name]) => !USUAL.test(name));
  return section(
    `### ${status} ${phraseOf(Number(status))}`,
    prose(description),
    types.length === 0 ? 'No body.' : types.length === 1 ? `Body: ${types[0]}` : `Body, one of:\n\n${types.map((type) => `- ${type}`).join('\n')}`,
    table(['Header', 'Type', 'Meaning'], own.map((header) => row(document, header))),
    usual(followed.map(([name]) => name)),
  );
}

function row(document: OpenApiDocument, [name, { description = '', required = false, schema = {} }]: readonly [string, Header]): string[] {
  const meaning = [prose(description), limitsOf(document, schema), exampleOf(document, schema)].filter(Boolean).join(' ');
  return [`${code(name)}${required ? '' : ' **can be absent**'}`, typeOf(document, schema), meaning];
}

function usual(names: readonly string[]): string {
  const told = [
    names.some((name) => /^x-request-id$/i.test(name)) && code('X-Request-Id'),
    names.some((name) => /ratelimit/i.test(name)) && `for live keys those of ${guideLink('rate limits', 'rate-limits', 'What the headers say')}`,
  ].filter((one) => typeof one === 'string');
  return told.length === 0 ? '' : `It also has ${inWords(told)}.`;
}
