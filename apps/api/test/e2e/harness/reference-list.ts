import type { ListEntry } from '@plumbline/server';
import type { ListQuery } from './list-query.ts';
import type { Row } from './list-rows.ts';

/** What a list must show of these rows, and in which order: by the contract's words alone, with nothing of the product. */
export function expectedRows(list: ListEntry, rows: readonly Row[], { filters, sort, order }: ListQuery): Row[] {
  const field = sort ?? list.sort?.default ?? 'id';
  const sign = (order ?? list.sort?.order) === 'desc' ? -1 : 1;
  return rows
    .filter((row) => Object.entries(filters).every(([name, value]) => matches(row, list.filters[name], value)))
    .toSorted((one, other) => sign * (compare(one[field], other[field]) || compare(one.id, other.id)));
}

/** A row's listed properties, as its item must have them. */
export function shown(row: Row, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(['id', ...fields].map((field) => [field, row[field] instanceof Date ? row[field].toISOString() : row[field]]));
}

function matches(row: Row, filter: ListEntry['filters'][string] | undefined, value: ListQuery['filters'][string]): boolean {
  if (!filter) throw new Error('The list does not declare this filter.');
  const own = row[filter.field];
  if (!('micros' in value)) return own !== null && String(own) === value.text;
  const at = own instanceof Date ? own.getTime() * 1_000 : Number.NaN;
  return filter.operator === 'lt' ? at < value.micros : at >= value.micros;
}

function compare(one: unknown, other: unknown): number {
  if (one instanceof Date && other instanceof Date) return one.getTime() - other.getTime();
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const points = [one, other].map((text) => Array.from(String(text), (character) => character.codePointAt(0) ?? 0));
  const [left = [], right = []] = points;
  const at = left.findIndex((point, index) => point !== right[index]);
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}
