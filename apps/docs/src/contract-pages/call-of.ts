import { methodOf } from '../client-names.ts';
import type { OperationEntry } from './contract-index.ts';

/** A call of the client with the names of its arguments: `client.projects.update(project_id, body)`. */
export function callOf({ id, parameters, body }: OperationEntry): string {
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name = '' }) => name);
  const hasQuery = parameters.some((parameter) => parameter.in === 'query');
  const rest = body ? ['body'] : hasQuery ? ['query'] : [];
  return `${methodOf(id)}(${[...inPath, ...rest].join(', ')})`;
}
