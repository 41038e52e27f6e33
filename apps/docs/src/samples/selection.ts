import { basename } from 'node:path';
import { contract } from '@plumbline/contract';
import { callsOf, type Call } from './call.ts';
import { readPages, type GuidePage } from './guides/page.ts';

/** What is run. */
export interface Selection {
  calls: readonly Call[];
  pages: readonly GuidePage[];
}

/**
 * Every operation of v1 and every page with code in it, or those that are named.
 *
 * @param only names between commas: `createProject`, `guides/jobs` or `jobs`; all when left out
 * @throws Error that names what there is nothing of
 */
export function select(only: string | undefined): Selection {
  const calls = callsOf(contract.document);
  const pages = readPages();
  if (only === undefined) return { calls, pages };

  const names = only.split(',').map((name) => name.trim());
  const isNamed = (...known: string[]) => known.some((name) => names.includes(name));
  const unknown = names.filter((name) => !calls.some(({ operationId }) => operationId === name) && !pages.some((page) => page.name === name || basename(page.name) === name));
  if (unknown.length > 0) throw new Error(`There is no operation and no page with code to run that is called ${unknown.map((name) => `"${name}"`).join(' or ')}.`);
  return {
    calls: calls.filter(({ operationId }) => isNamed(operationId)),
    pages: pages.filter(({ name }) => isNamed(name, basename(name))),
  };
}
