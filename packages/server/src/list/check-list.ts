import type { OperationEntry } from '../contract.ts';
import { resolve, type Document, type Parameter } from '../document.ts';
import { typesOf } from '../corridor/parameter-value.ts';

/**
 * Makes sure at start that a list's parameters can be read.
 *
 * @throws Error when one that the list's extensions name is not declared, has no default, or is no scalar
 */
export function checkList(document: Document, { list, defaults }: OperationEntry, parameters: readonly Parameter[]): void {
  if (!list) return;
  const filled = list.style === 'page' ? ['page', 'per_page'] : ['per_page'];
  const named = [...filled, ...(list.style === 'cursor' ? ['cursor'] : []), ...(list.sort ? ['sort'] : []), ...Object.keys(list.filters)];
  const declared = new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]));

  const missing = named.filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`its list needs the query parameters ${missing.join(', ')}, which it does not declare`);
  const open = filled.filter((name) => !defaults.query.includes(name));
  if (open.length > 0) throw new Error(`its list needs a default of ${open.join(', ')}`);
  const many = named.filter((name) => typesOf(resolve(document, declared.get(name)?.schema ?? {})).some((type) => type === 'array' || type === 'object'));
  if (many.length > 0) throw new Error(`its list cannot be read from ${many.join(', ')}, which must be one value`);
}
