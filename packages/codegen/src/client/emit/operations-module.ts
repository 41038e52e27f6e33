import type { OpenApiDocument } from '../../document.ts';
import type { ClientOperation } from '../client-operation.ts';
import { docComment } from '../doc-comment.ts';
import { mergeHeaders } from '../header-table.ts';
import { operationComment } from '../operation-comment.ts';
import { camelCase, wordsOf } from '../words.ts';
import type { ClientWait } from '../wait.ts';
import { importTypes } from './imports.ts';
import { signatureOf } from './signature.ts';
import { waitFunction } from './wait-function.ts';

const IDEMPOTENT = new Set(['get', 'head', 'put', 'delete', 'options', 'trace']);

/** Writes a function for each operation, and what the run time has to know of it. */
export function emitOperations(document: OpenApiDocument, operations: readonly ClientOperation[], waits: readonly ClientWait[], contract: string): string {
  const functions = operations.map((operation) => operationFunction(document, operation)).join('\n');
  const waiting = waits.map(waitFunction).join('\n');
  const code = `${headerTable(operations)}\n${functions}${waiting && `\n${waiting}`}`;
  const errors = [...new Set(operations.flatMap((one) => one.errors.map(({ name }) => name)))].toSorted();
  const imported = errors.length > 0 ? `import {\n${errors.map((name) => `  ${name},`).join('\n')}\n} from './errors.gen.ts';\n` : '';
  const runTime = [...(operations.some(({ entry }) => entry.list) ? ["import { list } from '../core/list.ts';\n"] : []), ...(waits.length > 0 ? ["import { waitFor } from '../core/wait-for.ts';\n"] : [])].join('');
  return `${runTime}${importTypes(code, document, operations, contract)}${imported}\n${code}`;
}

/** Names the operation's constant, which is no other's: names of functions differ. */
const constantOf = ({ functionName }: ClientOperation) => camelCase([...wordsOf(functionName), 'operation']);

function operationFunction(document: OpenApiDocument, operation: ClientOperation): string {
  const { generics, parameters, returns, input } = signatureOf(operation);
  const call = operation.entry.list ? 'list(core, ' : 'core.call(';
  const comment = docComment(operationComment(document, operation, ['@param core the client, or a `Core`']));
  return `${constant(operation)}
${comment}export function ${operation.functionName}${generics}(
${['core: OperationCalls', ...parameters].map((one) => `  ${one},`).join('\n')}
): ${returns} {
  return ${call}${constantOf(operation)}, ${input}, options);
}
`;
}

function constant(operation: ClientOperation): string {
  const { id, entry, answer, errors, arguments: taken } = operation;
  const members = [
    `id: ${JSON.stringify(id)}`,
    `method: '${entry.method.toUpperCase()}'`,
    `path: ${JSON.stringify(entry.path)}`,
    `isIdempotent: ${IDEMPOTENT.has(entry.method) || entry.idempotency !== null}`,
    `sendsKey: ${entry.idempotency !== null}`,
    `cost: ${entry.rateLimit?.cost ?? 0}`,
    ...(entry.list ? [`list: '${entry.list.style}'`] : []),
    ...(answer.isFile ? ['isFile: true'] : []),
    ...(taken.body && taken.body.mediaType !== 'application/json' ? [`bodyType: '${taken.body.mediaType}'`] : []),
    `errors: [${errors.map(({ name }) => name).join(', ')}]`,
    'headers',
  ];
  return `const ${constantOf(operation)}: Operation = {\n${members.map((member) => `  ${member},`).join('\n')}\n};\n`;
}

function headerTable(operations: readonly ClientOperation[]): string {
  const rows = mergeHeaders(operations.flatMap(({ answer }) => answer.headers)).map(({ property, type }) => `  ${property}: '${type}',`);
  return `const headers: HeaderTable = {\n${rows.join('\n')}\n};\n`;
}
