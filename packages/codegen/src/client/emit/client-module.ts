import type { OpenApiDocument } from '../../document.ts';
import { byNamespace, type ClientOperation } from '../client-operation.ts';
import { docComment } from '../doc-comment.ts';
import { operationComment } from '../operation-comment.ts';
import type { ClientWait } from '../wait.ts';
import { pascalCase, wordsOf } from '../words.ts';
import { importTypes } from './imports.ts';
import { signatureOf } from './signature.ts';
import { waitComment, waitSignature } from './wait-function.ts';

/** The name of a namespace's class. */
export function namespaceClass(namespace: string): string {
  return `${pascalCase(wordsOf(namespace))}Namespace`;
}

/** Writes a class for each namespace, with a method for each operation, and the client that has them all. */
export function emitClient(document: OpenApiDocument, operations: readonly ClientOperation[], waits: readonly ClientWait[], contract: string): string {
  const namespaces = byNamespace(operations);
  const classes = [...namespaces].map(([name, members]) => {
    const methods = [...members.map((one) => method(document, one)), ...waits.filter((wait) => wait.namespace === name).map(waitMethod)];
    return `${docComment([about(document, members)])}export class ${namespaceClass(name)} extends Namespace {\n${methods.join('\n')}}\n`;
  });
  const fields = [...namespaces].map(([name, members]) => `${docComment([about(document, members)], 2)}  readonly ${name} = new ${namespaceClass(name)}(this);\n`);
  const code = `${classes.join('\n')}
/** A client of the whole contract: a namespace for each tag, a method for each operation. */
export class Client extends Core {
${fields.join('')}  /**
   * openapi-fetch's client: every path of the contract, with the same credentials, retries, pacing, hooks and logs. It
   * gives \`{ data, error, response }\`, and throws only when there is no answer.
   */
  readonly http: HttpClient<paths>;

  /** @throws TypeError when an option is not what it can be */
  constructor(options: ClientOptions = {}) {
    super(options, errors);
    this.http = openapiFetch<paths>(this, options);
  }
}
`;
  const functions = [...operations, ...waits].map(({ functionName }) => functionName).toSorted();
  return `import type { paths } from '${contract}/types';
import type { ClientOptions } from '../core/client-options.ts';
import { Namespace } from '../core/namespace.ts';
import { type HttpClient, openapiFetch } from '../core/openapi-fetch.ts';
import { Core } from './core.gen.ts';
import { errors } from './errors.gen.ts';
import {
${functions.map((name) => `  ${name},`).join('\n')}
} from './operations.gen.ts';
${importTypes(code, document, operations, contract)}
${code}`;
}

function about(document: OpenApiDocument, [first]: readonly ClientOperation[]): string {
  return document.tags?.find(({ name }) => name === first?.entry.tag)?.description ?? '';
}

function method(document: OpenApiDocument, operation: ClientOperation): string {
  const { generics, parameters, passed, returns } = signatureOf(operation);
  return `${docComment(operationComment(document, operation), 2)}  ${operation.methodName}${generics}(${parameters.join(', ')}): ${returns} {
    return ${operation.functionName}(this.core, ${passed.join(', ')});
  }
`;
}

function waitMethod(wait: ClientWait): string {
  const { parameters, returns } = waitSignature(wait);
  return `${docComment(waitComment(wait), 2)}  ${wait.methodName}(${parameters.join(', ')}): ${returns} {
    return ${wait.functionName}(this.core, jobOrId, options);
  }
`;
}
