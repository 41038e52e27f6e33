import { methodName } from '../samples/method-name.ts';
import type { OperationEntry } from './contract-index.ts';
import { phraseOf } from './status-phrase.ts';

/** A call of the client with the names of its arguments: `client.projects.update(project_id, body)`. */
export function callOf({ id, tag, parameters, body }: OperationEntry): string {
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name = '' }) => name);
  const hasQuery = parameters.some((parameter) => parameter.in === 'query');
  const rest = body ? ['body'] : hasQuery ? ['query'] : [];
  return `client.${tag}.${methodName(id, tag)}(${[...inPath, ...rest].join(', ')})`;
}

/** The class of an error code: `ProjectNotFoundError`; `NotAcceptableCodeError` where the status has that name. */
export function errorClass(code: string, status: number): string {
  const name = `${pascal(code).replace(/Error$/, '')}Error`;
  return name === statusClass(status) ? name.replace(/Error$/, 'CodeError') : name;
}

/** The class of a status, named by its phrase: `NotFoundError`. */
export function statusClass(status: number): string {
  return `${pascal(phraseOf(status)).replace(/Error$/, '')}Error`;
}

function pascal(name: string): string {
  return name
    .split(/[\s_.-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('');
}
