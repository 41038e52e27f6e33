import type { VersionName } from '../versions.ts';

/** A JSON Schema as the published document has it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  oneOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  minProperties?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface ResponseNode {
  headers?: Record<string, { required?: boolean; schema: Schema }>;
  content?: Record<string, { schema: Schema }>;
}

/** An operation with everything that it refers to in its place, schemas apart. */
export interface Operation {
  version: VersionName;
  id: string;
  method: string;
  /** From the server's root, with the names of path parameters in braces. */
  path: string;
  parameters: Parameter[];
  body: { required: boolean; schema: Schema } | undefined;
  responses: Record<string, ResponseNode>;
  isPublic: boolean;
  /** The codes of its own errors, beside those that every operation has. */
  errors: string[];
}

/** One version of the contract as a server publishes it. */
export interface Published {
  version: VersionName;
  document: object;
  operations: Operation[];
  /** The status of every error code. */
  statuses: Record<string, number>;
  /** The schema, with what it refers to and what stands beside the reference in one. */
  resolve(schema: Schema): Schema;
}

interface Document {
  servers: { url: string }[];
  paths: Record<string, Record<string, unknown> & { parameters?: object[] }>;
  'x-error-catalogue': Record<string, { status: number }>;
}

interface OperationNode {
  operationId: string;
  security?: unknown[];
  parameters?: object[];
  requestBody?: object;
  responses: Record<string, object>;
  'x-errors'?: string[];
}

const PLACES: Record<VersionName, string> = { v1: '/docs/openapi.json', v2: '/docs/v2/openapi.json' };
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Reads every version of the contract from a running server, as any of its callers would. */
export async function readPublished(url: string): Promise<Published[]> {
  return Promise.all(
    (Object.keys(PLACES) as VersionName[]).map(async (version) => {
      const answer = await fetch(url + PLACES[version]);
      return published(version, (await answer.json()) as Document); // Whatever is not as it says fails the first test that reads it.
    }),
  );
}

function published(version: VersionName, document: Document): Published {
  const basePath = new URL(document.servers[0]?.url ?? '').pathname;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method): Operation => {
      const node = item[method] as OperationNode;
      const parameters = [...(item.parameters ?? []), ...(node.parameters ?? [])].map((one) => follow<Parameter>(document, one));
      const body = node.requestBody && follow<{ required?: boolean; content: Record<string, { schema: Schema }> }>(document, node.requestBody);
      const schema = body?.content['application/json']?.schema;
      return {
        version,
        id: node.operationId,
        method: method.toUpperCase(),
        path: basePath + path,
        parameters,
        body: schema && { required: body?.required ?? false, schema },
        responses: Object.fromEntries(Object.entries(node.responses).map(([status, one]) => [status, response(document, one)])),
        isPublic: node.security?.length === 0,
        errors: node['x-errors'] ?? [],
      };
    }),
  );
  const statuses = Object.fromEntries(Object.entries(document['x-error-catalogue']).map(([code, { status }]) => [code, status]));
  const resolve = ({ $ref, ...beside }: Schema): Schema => ($ref === undefined ? beside : { ...resolve(follow(document, { $ref })), ...beside });
  return { version, document, operations, statuses, resolve };
}

function response(document: Document, node: object): ResponseNode {
  const { headers = {}, ...rest } = follow<ResponseNode>(document, node);
  return { ...rest, headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, follow(document, header)])) };
}

/** Follows a reference (RFC 6901), and the next one. */
function follow<Node>(document: Document, node: object): Node {
  if (!('$ref' in node)) return node as Node;
  const steps = String(node.$ref)
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document);
  return follow(document, target as object);
}
