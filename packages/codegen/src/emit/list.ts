import type { Filter, Operation, Sort } from '../document.ts';

/** How the answer of an operation is paged, filtered and sorted. */
export interface List {
  style: 'page' | 'cursor';
  /** By query parameter. */
  filters: Readonly<Record<string, Filter>>;
  sort: Sort | null;
}

/** Reads `x-pagination`, `x-filter` and `x-sort`; null for an operation that does not answer with a list. */
export function listOf(operation: Operation): List | null {
  const style = operation['x-pagination'];
  return style ? { style, filters: operation['x-filter'] ?? {}, sort: operation['x-sort'] ?? null } : null;
}
