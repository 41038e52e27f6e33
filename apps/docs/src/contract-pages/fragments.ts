import { duration, planTable } from './allowance.ts';
import { indexOf, type ContractIndex } from './contract-index.ts';
import { errorTable } from './error-index.ts';
import { eventTable } from './event-page.ts';
import { operationLink } from './links.ts';
import { code, prose, table } from './markdown.ts';
import type { Contract } from './page.ts';
import { scopeTable } from './scope-page.ts';

/** What of the contract a guide can show, by name, as Markdown. */
export type Fragments = Readonly<Record<string, string>>;

const MAKERS: Readonly<Record<string, (index: ContractIndex) => string>> = {
  'plan-table': planTable,
  'error-table': errorTable,
  'scope-table': scopeTable,
  'event-table': eventTable,
  'idempotent-operations': idempotentOperations,
  'list-operations': listOperations,
};

/** Makes what guides can show of a contract. */
export function fragmentsOf(contract: Contract): Fragments {
  const index = indexOf(contract);
  return Object.fromEntries(Object.entries(MAKERS).map(([name, make]) => [name, make(index)]));
}

/** The operations that take an `Idempotency-Key`, and for how long their answer is kept. */
function idempotentOperations({ operations }: ContractIndex): string {
  const rows = operations.flatMap(({ id, summary, idempotency }) => (idempotency ? [[operationLink(id), prose(summary), duration(idempotency.ttl)]] : []));
  return table(['Operation', 'What it does', 'Kept for'], rows);
}

/** The operations that answer with a list, and what it can be narrowed and sorted by. */
function listOperations({ operations }: ContractIndex): string {
  const rows = operations.flatMap(({ id, list }) => (list ? [[operationLink(id), Object.keys(list.filters).map(code).join(', '), (list.sort?.fields ?? []).map(code).join(', ')]] : []));
  return table(['List', 'Filters', 'Sorted by'], rows);
}
