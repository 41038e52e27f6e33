import type { ListEntry } from '../contract.ts';
import type { CursorCodec } from './cursor.ts';

/** What a property of the items must be. */
export interface ListFilter {
  field: string;
  operator: 'eq' | 'gte' | 'lt';
  value: string | number | boolean;
}

/** Where in a sorted list an item stands: its value of the sort field, and its id, which breaks ties. */
export interface Position {
  value: string | number | boolean;
  id: string;
}

/** Which part of which list is asked for, whether the contract pages it by numbers or by cursors. */
export interface ListRequest {
  filters: readonly ListFilter[];
  /** Ties are broken by `id`, in the same direction. A list that declares no order is sorted by `id`. */
  sort: { field: string; descending: boolean };
  window: { kind: 'page'; page: number; perPage: number } | { kind: 'cursor'; perPage: number; after: Position | undefined };
}

/** The part of a list that a handler answers with. */
export interface ListPage<Item> {
  items: Item[];
  /** How many items the whole list has; needed where the contract counts pages. */
  total?: number;
  /** The position of the last of these items when more follow; needed where the contract has cursors. */
  next?: Position | undefined;
}

/** The query parameters that say which part of a list is meant, beside the filters. */
const WINDOW = ['page', 'per_page', 'cursor', 'sort', 'order'] as const;

/** The query parameters that a handler finds in `list` and not in `query`. */
export type ListParameter<List> = List extends { filters: infer Filters } ? (typeof WINDOW)[number] | keyof Filters : never;

/**
 * Reads which part of a list is asked for out of query values that are checked and have their defaults.
 *
 * @param id the operationId, which a cursor is bound to
 * @returns the request, and the query without what it took
 * @throws Failure `invalid_parameter` when the cursor is not one that this list was given
 */
export async function readListRequest(
  id: string,
  list: ListEntry,
  query: Record<string, unknown>,
  cursors: CursorCodec,
): Promise<{ list: ListRequest; query: Record<string, unknown> }> {
  const filters = Object.entries(list.filters)
    .filter(([name]) => query[name] !== undefined)
    .map(([name, { field, operator }]): ListFilter => ({ field, operator, value: query[name] as ListFilter['value'] })); // `checkList` has seen that it is a scalar.
  const sort = {
    field: String(query['sort'] ?? list.sort?.default ?? 'id'),
    descending: (query['order'] ?? list.sort?.order) === 'desc',
  };
  const perPage = Number(query['per_page']);
  const { cursor } = query;
  const window: ListRequest['window'] =
    list.style === 'page'
      ? { kind: 'page', page: Number(query['page']), perPage }
      : { kind: 'cursor', perPage, after: cursor === undefined ? undefined : await cursors.read(String(cursor), id, { filters, sort }) };

  const taken = new Set([...WINDOW, ...Object.keys(list.filters)]);
  const rest = Object.fromEntries(Object.entries(query).filter(([name]) => !taken.has(name)));
  return { list: { filters, sort, window }, query: rest };
}
