import { METHODS, type OpenApiDocument, type Operation, type PathItem } from '../document.ts';
import { operationTable, type OperationEntry } from '../emit/operation-table.ts';
import { answerOf, assertItems, type ClientAnswer } from './answer.ts';
import { argumentsOf, type Arguments } from './arguments.ts';
import { ClientError } from './client-error.ts';
import { errorClasses, type CodeClass } from './error-classes.ts';
import { methodName } from './method-name.ts';
import { camelCase, isIdentifier, pascalCase, wordsOf } from './words.ts';

/** All that the client's modules say of one operation. */
export interface ClientOperation {
  id: string;
  /** The function in operations.gen.ts. */
  functionName: string;
  /** What its types begin with: `ListProjects`. */
  typeName: string;
  namespace: string;
  methodName: string;
  entry: OperationEntry;
  arguments: Arguments;
  answer: ClientAnswer;
  /** Whether an answer can be 304 to an `If-None-Match`. */
  isConditional: boolean;
  /** The classes of the codes that it can be answered with, in the catalogue's order. */
  errors: CodeClass[];
  summary: string;
  description: string;
}

/**
 * Reads the operations of a contract as the client has them, in the order of its paths.
 *
 * @throws ClientError at an operation that the client cannot have
 */
export function clientOperations(document: OpenApiDocument): ClientOperation[] {
  const { codes } = errorClasses(document);
  const table = operationTable(document);
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      const entry = operation && table[operation.operationId];
      return entry ? read(document, path, item, operation, entry, codes) : [];
    }),
  );
}

/** Names an operation and where it stands. */
export function whoIs(operationId: string, { pointer }: { pointer: string }): string {
  return `the operation \`${operationId}\` (${pointer})`;
}

/** Groups operations by their namespaces, in the order in which these come up. */
export function byNamespace(operations: readonly ClientOperation[]): Map<string, ClientOperation[]> {
  return Map.groupBy(operations, ({ namespace }) => namespace);
}

function read(document: OpenApiDocument, path: string, item: PathItem, operation: Operation, entry: OperationEntry, codes: CodeClass[]): ClientOperation {
  const { operationId: id } = operation;
  const who = whoIs(id, entry);
  if (entry.tag === null) throw new ClientError(`The client has no place for ${who}: it has no tag. Name the tag that it belongs to.`);
  if (entry.list) assertItems(document, operation, who);
  const functionName = camelCase(wordsOf(id));
  if (!isIdentifier(functionName)) throw new ClientError(`${who} would be a function \`${functionName}\`, which JavaScript does not allow. Rename it.`);
  const declared = new Set(Object.values(entry.answers).flat());
  const taken = argumentsOf(document, path, item, operation, who);
  return {
    id,
    functionName,
    typeName: pascalCase(wordsOf(id)),
    namespace: camelCase(wordsOf(entry.tag)),
    methodName: methodName(id, entry.tag),
    entry,
    arguments: taken,
    answer: answerOf(document, operation, who),
    isConditional: taken.headers.has('if-none-match') && entry.list === null && '304' in entry.answers,
    errors: codes.filter(({ code }) => declared.has(code)),
    summary: operation.summary ?? '',
    description: operation.description ?? '',
  };
}
