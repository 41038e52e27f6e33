import type { ListFilter, ListPage, ListRequest } from '../src/index.ts';

export interface NoteRow {
  id: string;
  title: string;
  starred: boolean;
  due: string;
}

/** Rows of which many have the same title. */
export function noteRows(count: number): NoteRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `note_${String(index).padStart(3, '0')}`,
    title: ['Milk', 'Oats', 'Tea'][(index * 7) % 3] ?? '',
    starred: index % 2 === 0,
    due: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
  }));
}

/** Answers a list from rows in memory, as a store does from a table. */
export function listRows(rows: readonly NoteRow[], { filters, sort, window }: ListRequest): ListPage<NoteRow> {
  const place = (row: NoteRow) => [row[sort.field as keyof NoteRow], row.id] as const;
  const compare = (a: readonly unknown[], b: readonly unknown[]): number => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at === -1 ? 0 : (String(a[at]) < String(b[at]) ? -1 : 1) * (sort.descending ? -1 : 1);
  };
  const found = rows.filter((row) => filters.every((filter) => fits(row, filter))).toSorted((a, b) => compare(place(a), place(b)));
  if (window.kind === 'page') {
    const start = (window.page - 1) * window.perPage;
    return { items: found.slice(start, start + window.perPage), total: found.length };
  }
  const { after } = window;
  const behind = after ? found.filter((row) => compare(place(row), [after.value, after.id]) > 0) : found;
  const items = behind.slice(0, window.perPage);
  const last = items.at(-1);
  return { items, ...(last && behind.length > items.length && { next: { value: place(last)[0], id: last.id } }) };
}

function fits(row: NoteRow, { field, operator, value }: ListFilter): boolean {
  const own = row[field as keyof NoteRow];
  return operator === 'eq' ? own === value : operator === 'gte' ? own >= value : own < value;
}
