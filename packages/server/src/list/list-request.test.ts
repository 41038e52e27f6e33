import { describe, expect, it } from 'vitest';
import type { ListEntry } from '../contract.ts';
import { cursorCodec } from './cursor.ts';
import { readListRequest, type ListRequest } from './list-request.ts';

const PAGES: ListEntry = {
  style: 'page',
  filters: { pinned: { field: 'starred', operator: 'eq' }, due_from: { field: 'due', operator: 'gte' } },
  sort: { fields: ['title', 'id'], default: 'title', order: 'asc' },
};
const CURSORS: ListEntry = { ...PAGES, style: 'cursor' };
const codec = cursorCodec(async () => new Uint8Array(32));
const read = (list: ListEntry, query: Record<string, unknown>) => readListRequest('listNotes', list, query, codec);
const byTitle = { field: 'title', descending: false };

describe('readListRequest', () => {
  it.each([
    ['a page', PAGES, { page: 3, per_page: 5, sort: 'title', order: 'asc' }, { filters: [], sort: byTitle, window: { kind: 'page', page: 3, perPage: 5 } }],
    ['the end first', PAGES, { page: 1, per_page: 5, sort: 'id', order: 'desc' }, { filters: [], sort: { field: 'id', descending: true }, window: { kind: 'page', page: 1, perPage: 5 } }],
    [
      'filters',
      PAGES,
      { page: 1, per_page: 5, sort: 'title', order: 'asc', due_from: '2026-01-01', pinned: false },
      {
        filters: [{ field: 'starred', operator: 'eq', value: false }, { field: 'due', operator: 'gte', value: '2026-01-01' }],
        sort: byTitle,
        window: { kind: 'page', page: 1, perPage: 5 },
      },
    ],
    ['the order of the contract where the query has none', { ...PAGES, sort: { fields: ['due'], default: 'due', order: 'desc' } }, { page: 1, per_page: 5 }, { filters: [], sort: { field: 'due', descending: true }, window: { kind: 'page', page: 1, perPage: 5 } }],
    ['ids where the contract sorts by nothing', { ...PAGES, sort: null }, { page: 1, per_page: 5 }, { filters: [], sort: { field: 'id', descending: false }, window: { kind: 'page', page: 1, perPage: 5 } }],
    ['the beginning', CURSORS, { per_page: 5, sort: 'title', order: 'asc' }, { filters: [], sort: byTitle, window: { kind: 'cursor', perPage: 5, after: undefined } }],
  ] as [string, ListEntry, Record<string, unknown>, ListRequest][])('reads %s', async (_, list, query, want) => {
    expect(await read(list, query)).toEqual({ list: want, query: {} });
  });

  it('leaves to the handler what it has not taken', async () => {
    const { query } = await read(PAGES, { page: 1, per_page: 5, sort: 'title', order: 'asc', pinned: true, tags: ['a'], near: { lat: 1 } });
    expect(query).toEqual({ tags: ['a'], near: { lat: 1 } });
  });

  it('reads the position behind which a cursor goes on', async () => {
    const given = { per_page: 5, sort: 'title', order: 'asc', pinned: true };
    const { list } = await read(CURSORS, given);
    const cursor = await codec.write({ value: 'Milk', id: 'note_1' }, 'listNotes', list);
    expect((await read(CURSORS, { ...given, cursor, per_page: 7 })).list.window).toEqual({ kind: 'cursor', perPage: 7, after: { value: 'Milk', id: 'note_1' } });
    await expect(read(CURSORS, { ...given, pinned: false, cursor })).rejects.toMatchObject({ code: 'invalid_parameter' });
    await expect(read(CURSORS, { ...given, cursor: '' })).rejects.toMatchObject({ code: 'invalid_parameter' });
  });
});
