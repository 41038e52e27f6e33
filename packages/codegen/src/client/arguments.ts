import { resolve, type OpenApiDocument, type Operation, type Parameter, type PathItem, type RequestBody, type Schema, type Reference } from '../document.ts';
import { ClientError } from './client-error.ts';
import { typeOf } from './schema-type.ts';
import { camelCase, isIdentifier, wordsOf } from './words.ts';

/** What a generated function takes, beside the client and the options. */
export interface Arguments {
  /** In the order of the path. */
  path: { variable: string; type: string; parameter: Parameter }[];
  query: { required: boolean; parameters: Parameter[] } | null;
  body: { required: boolean; mediaType: string; type: string; schema: Schema | Reference } | null;
  /** The declared request headers, in lower case. */
  headers: ReadonlySet<string>;
}

/** Request headers that the options of a call have a place for. */
const KNOWN_HEADERS = new Set(['idempotency-key', 'if-match', 'if-none-match']);

/** Variables of a generated function. */
const TAKEN = new Set(['core', 'query', 'body', 'options']);

/**
 * Reads what an operation is called with.
 *
 * @param who names the operation in an error
 * @throws ClientError at what the client cannot send
 */
export function argumentsOf(document: OpenApiDocument, path: string, item: PathItem, operation: Operation, who: string): Arguments {
  const parameters = parametersOf(document, item, operation);
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => parameters.filter((one) => one.in === 'path' && one.name === name));
  const query = parameters.filter((one) => one.in === 'query');
  for (const one of parameters) refuseUnsendable(one, who);
  return {
    path: inPath.map((parameter) => ({ variable: variableOf(parameter.name), type: pathType(document, parameter), parameter })),
    query: query.length === 0 ? null : { required: query.some(({ required }) => required), parameters: query },
    body: operation.requestBody ? bodyOf(resolve<RequestBody>(document, operation.requestBody), operation.operationId, who) : null,
    headers: new Set(parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase())),
  };
}

/** The parameters of a path, but where the operation has its own of that name (OpenAPI 3.1, 4.8.10). */
function parametersOf(document: OpenApiDocument, item: PathItem, operation: Operation): Parameter[] {
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolve<Parameter>(document, one));
  return [...new Map(all.map((one) => [`${one.in} ${one.name}`, one])).values()];
}

function refuseUnsendable(parameter: Parameter, who: string): void {
  const { name, required, style = 'form', explode } = parameter;
  if (parameter.in === 'query' && (style !== 'form' || explode === false)) {
    throw new ClientError(`The query parameter \`${name}\` of ${who} is written in a way that the client does not know. Leave \`style\` and \`explode\` out.`);
  }
  if (required && (parameter.in === 'cookie' || (parameter.in === 'header' && !KNOWN_HEADERS.has(name.toLowerCase())))) {
    throw new ClientError(`The client has no argument for the ${parameter.in} \`${name}\`, which ${who} requires. Make it optional, or move it to the query.`);
  }
}

function bodyOf({ required = false, content = {} }: RequestBody, operationId: string, who: string): Arguments['body'] {
  const json = Object.entries(content).find(([name]) => isJson(name));
  if (!json) throw new ClientError(`The body of ${who} is no JSON, which is all that the client sends. Give it a JSON media type as well.`);
  const [mediaType, { schema = {} }] = json;
  const place = `operations['${operationId}']['requestBody']`;
  return { required, mediaType, schema, type: typeOf(schema, `${required ? place : `NonNullable<${place}>`}['content']['${mediaType}']`) };
}

/** What stands in a path: one of a few texts, a number, or any text. */
function pathType(document: OpenApiDocument, { schema = {} }: Parameter): string {
  const { enum: values, type } = resolve<Schema>(document, schema);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  return type === 'integer' || type === 'number' ? 'number' : 'string';
}

function variableOf(name: string): string {
  const variable = camelCase(wordsOf(name));
  if (isIdentifier(variable) && !TAKEN.has(variable)) return variable;
  return camelCase(['path', ...wordsOf(name)]);
}

/** Whether a media type is JSON (RFC 6839, 3.1, for the suffix). */
export function isJson(mediaType: string): boolean {
  return /^application\/(?:json|[\w.-]+\+json)\b/.test(mediaType);
}
