/** One condition on the items of a list. */
export interface ListFilter {
  field: string;
  operator: 'eq' | 'gte' | 'lt';
  value: string | number | boolean;
}

/** Where an item stands in a list: the value that the list is sorted by, and the id that breaks a tie. */
export interface Position {
  value: string | number | boolean;
  id: string;
}

/** Which part of a list is asked for, and in which order. */
export interface ListRequest {
  filters: readonly ListFilter[];
  sort: { field: string; descending: boolean };
  window: { kind: 'page'; page: number; perPage: number } | { kind: 'cursor'; perPage: number; after: Position | undefined };
}
