import { follow, type ContractDocument } from './contract-document.ts';
import { shownQuery } from './shown-query.ts';

/** What a call has in its path or in its query. */
export interface Value {
  name: string;
  value: string | number | boolean;
}

/** One call of an operation, with the contract's examples in it, before it is written in any language. */
export interface Call {
  operationId: string;
  tag: string;
  /** As in the request line: `POST`. */
  method: string;
  /** Below the base path, with its parameters in braces: `/projects/{project_id}`. */
  path: string;
  /** In the order of the path. */
  pathValues: readonly Value[];
  queryValues: readonly Value[];
  body?: unknown;
  /** Whether it needs no key. */
  isOpen: boolean;
  answer: Answer;
  /** Whether work goes on behind the answer (`x-job`). */
  startsJob: boolean;
}

/** What a success is: nothing, a file, or an object or a list of objects, by the name of its schema. */
export type Answer = { kind: 'none' } | { kind: 'file' } | { kind: 'object' | 'list'; of: string };

/** An operation of the document, as far as a call depends on it. */
export interface CalledOperation {
  operationId?: string;
  tags?: string[];
  security?: object[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses?: Record<string, unknown>;
  'x-filter'?: Record<string, { operator: string }>;
  'x-job'?: object;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** A call of every operation of the contract, in its order. */
export function callsOf(document: ContractDocument): Call[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const operations = item as Record<string, CalledOperation> & { parameters?: unknown[] };
    return METHODS.flatMap((method) => {
      const operation = operations[method];
      return operation?.operationId === undefined ? [] : [callOf(document, { path, method, operation, inPath: operations.parameters ?? [] })];
    });
  });
}

interface Found {
  path: string;
  method: string;
  operation: CalledOperation;
  inPath: readonly unknown[];
}

function callOf(document: ContractDocument, { path, method, operation, inPath }: Found): Call {
  const { operationId = '', tags = [], security, 'x-job': job } = operation;
  const parameters = [...inPath, ...(operation.parameters ?? [])].map((parameter) => follow(document, parameter));
  const valueOf = (name: string, where: string): Value => ({ name, value: exampleOf(operationId, parameters.find((one) => one['name'] === name && one['in'] === where), name) });
  const body = bodyOf(document, operation);

  return {
    operationId,
    tag: tags[0] ?? '',
    method: method.toUpperCase(),
    path,
    pathValues: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => valueOf(name, 'path')),
    queryValues: shownQuery(operation, parameters).map((name) => valueOf(name, 'query')),
    ...(body !== undefined && { body }),
    isOpen: security?.length === 0,
    answer: answerOf(document, operation),
    startsJob: job !== undefined,
  };
}

function exampleOf(operationId: string, parameter: Record<string, unknown> | undefined, name: string): Value['value'] {
  const example = parameter?.['example'];
  if (typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean') return example;
  throw new Error(`${operationId} cannot be shown: its parameter "${name}" has no example in the contract.`);
}

function bodyOf(document: ContractDocument, { operationId = '', requestBody }: CalledOperation): unknown {
  if (requestBody === undefined) return undefined;
  const { content } = follow(document, requestBody) as { content: Record<string, { examples?: Record<string, unknown> }> };
  const [example] = Object.values(content['application/json']?.examples ?? {});
  if (example === undefined) throw new Error(`${operationId} cannot be shown: its body has no example in the contract.`);
  return follow(document, example)['value'];
}

function answerOf(document: ContractDocument, { responses = {} }: CalledOperation): Answer {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const { content } = follow(document, success) as { content?: Record<string, { schema?: { $ref?: string } }> };
  if (!content) return { kind: 'none' };
  const json = content['application/json'];
  if (!json) return { kind: 'file' };

  const { properties } = follow(document, json.schema) as { properties?: { data?: { items?: { $ref?: string } }; meta?: unknown } };
  const item = properties?.meta === undefined ? undefined : properties.data?.items?.$ref;
  return item === undefined ? { kind: 'object', of: nameIn(json.schema?.$ref) } : { kind: 'list', of: nameIn(item) };
}

function nameIn($ref = ''): string {
  return $ref.replace(/^.*\//, '');
}
