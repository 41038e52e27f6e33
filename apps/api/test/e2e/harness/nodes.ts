import type { OperationId, Version } from './versions.ts';

/** A part of the document, walked by the names of OpenAPI and not by its literal type. */
export interface Node {
  $ref?: string;
  [key: string]: unknown;
}

/** Follows references of the document until there is a node. */
export function deref({ document }: Version['contract'], node: unknown): Node {
  let current = node as Node;
  while (typeof current.$ref === 'string') {
    const steps = current.$ref.slice(2).split('/');
    current = steps.reduce<Node>((value, step) => value[step.replaceAll('~1', '/').replaceAll('~0', '~')] as Node, document as unknown as Node);
  }
  return current;
}

/** The operation's own node in the document. */
export function operationNode(contract: Version['contract'], operationId: OperationId): Node {
  return deref(contract, { $ref: contract.operations[operationId].pointer });
}

/** The schema of an operation's JSON body, or of its answer with this status; undefined when there is none. */
export function bodySchema(contract: Version['contract'], operationId: OperationId, status?: number): Node | undefined {
  const operation = operationNode(contract, operationId);
  const holder = status === undefined ? operation['requestBody'] : (operation['responses'] as Node)[String(status)];
  if (holder === undefined) return undefined;
  const content = (deref(contract, holder)['content'] ?? {}) as Record<string, { schema?: Node }>;
  return content['application/json']?.schema;
}

/** Whether a schema lets an object have whatever it likes at a place, which is given by the names that lead there. */
export function isOpenAt(contract: Version['contract'], node: unknown, place: readonly string[]): boolean {
  const schema = deref(contract, node ?? {});
  if (isAnything(schema)) return true;
  const branches = [schema['oneOf'], schema['anyOf'], schema['allOf']].flatMap((list) => (list as unknown[] | undefined) ?? []);
  if (branches.some((branch) => isOpenAt(contract, branch, place))) return true;
  const [name, ...rest] = place;
  if (name === undefined) return schema['additionalProperties'] === true;
  const inner = (schema['properties'] as Node | undefined)?.[name] ?? schema['items'];
  return inner !== undefined && isOpenAt(contract, inner, rest);
}

/** Keywords that say nothing of a value, but something about it. */
const ABOUT = new Set(['description', 'title', 'examples', 'example', 'default', 'deprecated', 'readOnly', 'writeOnly']);

/** Whether a schema lets every value pass. */
function isAnything(schema: Node): boolean {
  return Object.keys(schema).every((keyword) => ABOUT.has(keyword) || keyword.startsWith('x-'));
}
