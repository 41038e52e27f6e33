import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { ContractBreach } from '../contract-breach.ts';
import { cursorCodec } from './cursor.ts';
import type { ListPage, ListRequest } from './list-request.ts';
import { writeList } from './write-list.ts';

const listNotes = operationOf('listNotes');
const codec = cursorCodec(async () => new Uint8Array(32));
const TARGET = { path: '/v1/notes', rawQuery: 'sort=id' };
const MILK = { id: 'note_1', title: 'Milk' };
const LIST = { filters: [], sort: { field: 'id', descending: false } };
const pages = (page: number, perPage = 10): ListRequest => ({ ...LIST, window: { kind: 'page', page, perPage } });
const cursors: ListRequest = { ...LIST, window: { kind: 'cursor', perPage: 10, after: undefined } };

const write = (reply: unknown, list: ListRequest) => writeList(listNotes, reply, list, TARGET, codec);
const ofPage = async (page: ListPage<unknown>, list: ListRequest) =>
  (await write({ status: 200, page }, list)) as { headers: { Link: string }; body: { data: unknown; meta: object } }; // What a page is written as.

/** The relations of a `Link` header, each with the page that it leads to. */
const relations = (header: string) => Object.fromEntries([...header.matchAll(/page=(\d+)>; rel="(\w+)"/g)].map(([, page, relation]) => [relation, Number(page)]));

describe('writeList of pages', () => {
  it.each([
    [1, 35, { total_pages: 4, has_next: true, has_previous: false }, { first: 1, next: 2, last: 4 }],
    [2, 35, { total_pages: 4, has_next: true, has_previous: true }, { first: 1, prev: 1, next: 3, last: 4 }],
    [4, 35, { total_pages: 4, has_next: false, has_previous: true }, { first: 1, prev: 3, last: 4 }],
    [4, 40, { total_pages: 4, has_next: false, has_previous: true }, { first: 1, prev: 3, last: 4 }],
    [4, 41, { total_pages: 5, has_next: true, has_previous: true }, { first: 1, prev: 3, next: 5, last: 5 }],
    [5, 35, { total_pages: 4, has_next: false, has_previous: true }, { first: 1, prev: 4, last: 4 }],
    [9, 35, { total_pages: 4, has_next: false, has_previous: true }, { first: 1, prev: 4, last: 4 }],
    [1, 0, { total_pages: 0, has_next: false, has_previous: false }, { first: 1 }],
    [3, 0, { total_pages: 0, has_next: false, has_previous: false }, { first: 1 }],
  ])('tells of page %i of %i items where it is', async (page, total, meta, links) => {
    const { headers, body } = await ofPage({ items: [], total }, pages(page));
    expect(body).toEqual({ data: [], meta: { page, per_page: 10, total_items: total, ...meta } });
    expect(relations(headers.Link)).toEqual(links);
  });

  it('writes the relations in their order, and keeps what else was asked for', async () => {
    const { headers, body } = await ofPage({ items: [MILK], total: 30 }, pages(2));
    expect(body.data).toEqual([MILK]);
    expect(headers.Link).toBe(
      '</v1/notes?sort=id&page=1>; rel="first", </v1/notes?sort=id&page=1>; rel="prev", </v1/notes?sort=id&page=3>; rel="next", </v1/notes?sort=id&page=3>; rel="last"',
    );
  });

  it('keeps the other headers of the reply', async () => {
    expect(await write({ status: 200, headers: { 'X-A': 'a' }, page: { items: [], total: 0 } }, pages(1))).toMatchObject({ headers: { 'X-A': 'a', Link: expect.any(String) } });
  });

  it.each([
    ['total', { items: [] }, 'the handler returned a page without the `total` that its meta tells'],
    ['items', { total: 3 }, 'the handler returned a page without `items`'],
  ])('takes a page without %s for a breach', async (_, page, problem) => {
    await expect(write({ status: 200, page }, pages(1))).rejects.toThrow(new ContractBreach('listNotes', problem));
  });
});

describe('writeList of cursors', () => {
  it('tells that there is more, and where it goes on', async () => {
    const next = { value: 'note_1', id: 'note_1' };
    const { headers, body } = await ofPage({ items: [MILK], next }, cursors);
    const cursor = await codec.write(next, 'listNotes', LIST);
    expect(body).toEqual({ data: [MILK], meta: { per_page: 10, has_next: true, next_cursor: cursor } });
    expect(headers.Link).toBe(`</v1/notes?sort=id>; rel="first", </v1/notes?sort=id&cursor=${cursor}>; rel="next"`);
  });

  it('tells that there is no more', async () => {
    const { headers, body } = await ofPage({ items: [MILK], total: 1, next: undefined }, cursors);
    expect(body).toEqual({ data: [MILK], meta: { per_page: 10, has_next: false, next_cursor: null } });
    expect(headers.Link).toBe('</v1/notes?sort=id>; rel="first"');
  });
});

describe('writeList', () => {
  it.each([[undefined], [{ status: 200, body: { data: [] } }], [{ status: 202, page: { items: [] } }], [{ page: { items: [] } }]])('leaves %j as it is', async (reply) => {
    expect(await write(reply, pages(1))).toBe(reply);
  });
});
