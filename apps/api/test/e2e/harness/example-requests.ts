import { deref, operationNode, type Node } from './nodes.ts';
import type { OperationId, Version } from './versions.ts';

/** A request that the contract shows. */
export interface ExampleRequest {
  operationId: OperationId;
  /** What the example is called in the contract; the operation's name where it reads no body. */
  name: string;
  method: string;
  /** Below the server's root, with the examples of its path parameters filled in and no query. */
  path: string;
  /** The same with the query that is shown. A list has none: each of its parameters stands for itself. */
  target: string;
  /** The query parameters that have an example, each with it. */
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
}

/** Every request that an operation shows: one for each example of its body, or one where there is no body. */
export function exampleRequests({ contract }: Version, operationId: OperationId): ExampleRequest[] {
  const { method, path, list } = contract.operations[operationId];
  const node = operationNode(contract, operationId);
  const item = (contract.document.paths as unknown as Record<string, Node>)[path];
  const shared = (item?.['parameters'] ?? []) as Node[];
  const parameters = [...shared, ...((node['parameters'] ?? []) as Node[])].map((parameter) => deref(contract, parameter));
  const shown = (place: string) => parameters.filter((parameter) => parameter['in'] === place && parameter['example'] !== undefined);

  const filled = shown('path').reduce((text, { name, example }) => text.replace(`{${String(name)}}`, encodeURIComponent(String(example))), path as string);
  const query = Object.fromEntries(shown('query').map(({ name, example }) => [String(name), String(example)]));
  const own = contract.basePath + filled;
  const target = list || Object.keys(query).length === 0 ? own : `${own}?${new URLSearchParams(query)}`;
  const request = (name: string, body: ExampleRequest['body']) => ({ operationId, name, method: method.toUpperCase(), path: own, target, query, body });

  const bodies = Object.entries(bodyExamples(contract, node));
  return bodies.length === 0 ? [request(operationId, undefined)] : bodies.map(([name, body]) => request(name, body));
}

/** The first example request of an operation. */
export function exampleRequest(version: Version, operationId: OperationId): ExampleRequest {
  const [found] = exampleRequests(version, operationId);
  if (!found) throw new Error(`The contract has no example for ${operationId}.`);
  return found;
}

function bodyExamples(contract: Version['contract'], operation: Node): Record<string, Record<string, unknown>> {
  if (operation['requestBody'] === undefined) return {};
  const content = deref(contract, operation['requestBody'])['content'] as Record<string, Node>;
  const examples = (content['application/json']?.['examples'] ?? {}) as Record<string, Node>;
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [name, deref(contract, example)['value'] as Record<string, unknown>]),
  );
}

/** The examples of an operation's answer with this status; of a file, which has several types, those of the first. */
export function answerExamples({ contract }: Version, operationId: OperationId, status: number): unknown[] {
  const [media] = Object.values(answerContent(contract, operationId, status));
  return Object.values((media?.['examples'] ?? {}) as Record<string, Node>).map((example) => deref(contract, example)['value']);
}

/** The media type of an operation's answer with this status, the first of a file; undefined where it has no body. */
export function answerType({ contract }: Version, operationId: OperationId, status: number): string | undefined {
  return Object.keys(answerContent(contract, operationId, status))[0];
}

function answerContent(contract: Version['contract'], operationId: OperationId, status: number): Record<string, Node> {
  const response = deref(contract, (operationNode(contract, operationId)['responses'] as Node)[String(status)]);
  return (response['content'] ?? {}) as Record<string, Node>;
}
