import { isObject, resolve, type OpenApiDocument, type Operation, type Response, type Schema } from '../document.ts';
import { isJson } from './arguments.ts';
import { ClientError } from './client-error.ts';
import { headersOf, mergeHeaders, type DeclaredHeader } from './header-table.ts';
import { typeOf } from './schema-type.ts';

/** What a success of an operation gives. */
export interface ClientAnswer {
  /** The TypeScript of its data: an alias, where it stands in the contract's types, `Response` for a file, `void` for nothing. */
  type: string;
  isFile: boolean;
  headers: DeclaredHeader[];
  description: string;
}

/**
 * Reads the successes of an operation; several are a union.
 *
 * @param who names the operation in an error
 * @throws ClientError when some are files and others are not, which the client could not tell apart
 */
export function answerOf(document: OpenApiDocument, { operationId, responses = {} }: Operation, who: string): ClientAnswer {
  const successes = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, node]) => ({ status, response: resolve<Response>(document, node) }));
  const types = new Set(successes.map(({ status, response }) => dataType(operationId, status, response)));
  if (types.has('Response') && types.size > 1) throw new ClientError(`Some successes of ${who} are files and others are not. Make an operation of each.`);
  return {
    type: [...types].join(' | ') || 'void',
    isFile: types.has('Response'),
    headers: mergeHeaders(successes.flatMap(({ response }) => headersOf(document, response))),
    description: successes.map(({ response }) => response.description).join(' '),
  };
}

function dataType(operationId: string, status: string, { content = {} }: Response): string {
  if (Object.keys(content).length === 0) return 'void';
  const json = Object.entries(content).find(([name]) => isJson(name));
  if (!json) return 'Response';
  const key = /^\d+$/.test(status) ? status : `'${status}'`;
  return typeOf(json[1].schema, `operations['${operationId}']['responses'][${key}]['content']['${json[0]}']`);
}

/**
 * Sees that a list has its items in `data`, where the client looks for them.
 *
 * @throws ClientError when it has none
 */
export function assertItems(document: OpenApiDocument, { responses = {} }: Operation, who: string): void {
  const pages = Object.entries(responses).filter(([status]) => status.startsWith('2')).flatMap(([, node]) => Object.values(resolve<Response>(document, node).content ?? {}));
  const sound = pages.every(({ schema }) => isArray(document, schema && resolve<Schema>(document, schema)));
  if (pages.length === 0 || !sound) throw new ClientError(`${who} is paged, but its answer has no list in \`data\`. Put the items there.`);
}

function isArray(document: OpenApiDocument, page: Schema | undefined): boolean {
  const data = page?.properties?.['data'];
  return isObject(data) && resolve<Schema>(document, data).type === 'array';
}
