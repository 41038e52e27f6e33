import type { CalledOperation } from './call.ts';

/** Where one filter would show too much or too little of what the example account has. */
export const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  listLogs: ['operation'],
  listDeliveries: ['status', 'event'],
  // Tasks of a job are made at the same moment, so that their order by that means nothing.
  listTasks: ['job_id', 'sort'],
  getUsage: ['project_id', 'from', 'to', 'interval'],
};

/**
 * The parameters of the query that a sample has: those that are required and, of a list, the first filter for equality, since
 * all filters with their examples at once would find nothing. A reader takes the others from the table of parameters.
 */
export function shownQuery({ operationId = '', 'x-filter': filters = {} }: CalledOperation, parameters: readonly Record<string, unknown>[]): string[] {
  const required = parameters.filter((one) => one['in'] === 'query' && one['required'] === true).map((one) => String(one['name']));
  const [filter] = Object.entries(filters).flatMap(([name, { operator }]) => (operator === 'eq' ? [name] : []));
  const chosen = CHOSEN[operationId] ?? (filter === undefined ? [] : [filter]);

  return [...new Set([...required, ...chosen])];
}
