import { contract } from '@plumbline/contract';

export type OperationId = keyof typeof contract.operations;

/** A request that the contract shows. */
export interface ExampleRequest {
  operationId: OperationId;
  /** What the example is called in the contract; the operation's name where it reads no body. */
  name: string;
  method: string;
  /** Below the server's root, with the parameters' examples filled in. */
  path: string;
  body: Record<string, unknown> | undefined;
}

interface Node {
  $ref?: string;
  [key: string]: unknown;
}

const document = contract.document as unknown as Node; // Walked by the names of OpenAPI, not by its literal type.

/** Follows references of the document until there is a node. */
export function deref(node: unknown): Node {
  let current = node as Node;
  while (typeof current.$ref === 'string') {
    const steps = current.$ref.slice(2).split('/');
    current = steps.reduce<Node>((value, step) => value[step.replaceAll('~1', '/').replaceAll('~0', '~')] as Node, document);
  }
  return current;
}

/** The operation's own node in the document. */
export function operationNode(operationId: OperationId): Node {
  return deref({ $ref: contract.operations[operationId].pointer });
}

/** Every request that the contract shows: one for each example of a body, or one where there is no body. */
export function exampleRequests(): ExampleRequest[] {
  return (Object.keys(contract.operations) as OperationId[]).flatMap((operationId) => {
    const { method, path } = contract.operations[operationId];
    const node = operationNode(operationId);
    const shared = ((document['paths'] as Node)[path] as Node)['parameters'] ?? [];
    const parameters = [...(shared as Node[]), ...((node['parameters'] ?? []) as Node[])].map(deref);
    const target = contract.basePath + fill(path, parameters);
    const request = (name: string, body: ExampleRequest['body']) => ({ operationId, name, method: method.toUpperCase(), path: target, body });
    const bodies = Object.entries(bodyExamples(node));
    return bodies.length === 0 ? [request(operationId, undefined)] : bodies.map(([name, body]) => request(name, body));
  });
}

/** The first example request of an operation. */
export function exampleRequest(operationId: OperationId): ExampleRequest {
  const found = exampleRequests().find((request) => request.operationId === operationId);
  if (!found) throw new Error(`The contract has no example for ${operationId}.`);
  return found;
}

function fill(path: string, parameters: Node[]): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: place, example } of parameters) {
    if (place === 'path') filled = filled.replace(`{${String(name)}}`, encodeURIComponent(String(example)));
    else if (place === 'query') query.set(String(name), String(example));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function bodyExamples(operation: Node): Record<string, Record<string, unknown>> {
  if (operation['requestBody'] === undefined) return {};
  const content = deref(operation['requestBody'])['content'] as Record<string, Node>;
  const examples = (content['application/json']?.['examples'] ?? {}) as Record<string, Node>;
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [name, deref(example)['value'] as Record<string, unknown>]),
  );
}

/** The examples of an operation's answer with this status. */
export function answerExamples(operationId: OperationId, status: number): unknown[] {
  const response = deref((operationNode(operationId)['responses'] as Node)[String(status)]);
  const content = (response['content'] ?? {}) as Record<string, Node>;
  return Object.values((content['application/json']?.['examples'] ?? {}) as Record<string, Node>).map((example) => deref(example)['value']);
}
