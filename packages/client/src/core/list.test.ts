import { describe, expect, it } from 'vitest';
import { coreAt, listNotes } from '../../test/operations.ts';
import { error, json, serve, type Step } from '../../test/scripted-server.ts';
import { list } from './list.ts';
import type { Operation } from './operation.ts';

interface Page {
  data: number[];
  meta: object;
}

const cursorNotes: Operation = { ...listNotes, list: 'cursor' };
const page = (data: number[], meta: object): Step => json(200, { data, meta });
const numbered = [page([1, 2], { page: 1, has_next: true }), page([3], { page: 2, has_next: true }), page([4], { page: 3, has_next: false })] as const;
const byCursor = [page([1, 2], { has_next: true, next_cursor: 'b' }), page([3], { has_next: true, next_cursor: 'c' }), page([4], { has_next: false, next_cursor: null })] as const;

const pagings: [string, Operation, readonly [Step, ...Step[]], string[]][] = [
  ['numbers', listNotes, numbered, ['/v1/notes?status=a', '/v1/notes?status=a&page=2', '/v1/notes?status=a&page=3']],
  ['cursors', cursorNotes, byCursor, ['/v1/notes?status=a', '/v1/notes?status=a&cursor=b', '/v1/notes?status=a&cursor=c']],
];

describe.each(pagings)('a list whose pages have %s', (_how, operation, steps, paths) => {
  it('gives one page to who awaits it, and asks for no other', async () => {
    await using server = await serve(...steps);

    expect((await list<number, Page, object>(coreAt(server.url), operation, { query: { status: 'a' } })).data).toEqual([1, 2]);
    expect(server.received.map(({ path }) => path)).toEqual(paths.slice(0, 1));
  });

  it('gives all items to who goes through them', async () => {
    await using server = await serve(...steps);
    const items: number[] = [];
    for await (const item of list<number, Page, object>(coreAt(server.url), operation, { query: { status: 'a' } })) items.push(item);

    expect(items).toEqual([1, 2, 3, 4]);
    expect(server.received.map(({ path }) => path)).toEqual(paths);
  });

  it('gives pages', async () => {
    await using server = await serve(...steps);
    const sizes: number[] = [];
    for await (const { data } of list<number, Page, object>(coreAt(server.url), operation, {}).pages()) sizes.push(data.length);

    expect(sizes).toEqual([2, 1, 1]);
  });

  it.each([
    [0, [], 1],
    [1, [1], 1],
    [2, [1, 2], 1],
    [3, [1, 2, 3], 2],
    [9, [1, 2, 3, 4], 3],
  ])('gathers at most %i, and asks for no page more than it takes', async (limit, want, asked) => {
    await using server = await serve(...steps);

    expect(await list<number, Page, object>(coreAt(server.url), operation, {}).toArray({ limit })).toEqual(want);
    expect(server.received).toHaveLength(asked);
  });

  it('stops where its reader stops', async () => {
    await using server = await serve(...steps);
    for await (const item of list<number, Page, object>(coreAt(server.url), operation, {})) if (item === 2) break;

    expect(server.received).toHaveLength(1);
  });
});

describe('a list', () => {
  it.each<[string, Operation, Step]>([
    ['the same number', listNotes, page([1], { page: 1, has_next: true })],
    ['the same cursor', cursorNotes, page([1], { has_next: true, next_cursor: 'b' })],
  ])('that leads to %s again ends with an error', async (_what, operation, step) => {
    await using server = await serve(step);

    await expect(list<number, Page, object>(coreAt(server.url), operation, {}).toArray({ limit: 100 })).rejects.toThrow('listNotes leads back to');
    expect(server.received).toHaveLength(2);
  });

  it('that leads in a wider circle ends as well', async () => {
    await using server = await serve(page([1], { has_next: true, next_cursor: 'b' }), page([2], { has_next: true, next_cursor: 'c' }), page([3], { has_next: true, next_cursor: 'b' }));

    await expect(list<number, Page, object>(coreAt(server.url), cursorNotes, {}).toArray({ limit: 100 })).rejects.toThrow('page b');
  });

  it('can be aborted in the middle', async () => {
    await using server = await serve(...byCursor);
    const controller = new AbortController();
    const read = async () => {
      for await (const item of list<number, Page, object>(coreAt(server.url), cursorNotes, {}, { signal: controller.signal })) if (item === 2) controller.abort();
    };

    await expect(read()).rejects.toMatchObject({ name: 'AbortError', operation: 'listNotes' });
    expect(server.received).toHaveLength(1);
  });

  it('fails where its page fails', async () => {
    await using server = await serve(byCursor[0], error(404, 'note_not_found'));

    await expect(list<number, Page, object>(coreAt(server.url), cursorNotes, {}).toArray({ limit: 100 })).rejects.toMatchObject({ name: 'NoteNotFoundError' });
  });

  it.each([undefined, -1, Number.NaN])('does not gather for the limit %s', async (limit) => {
    await using server = await serve(...numbered);
    const options = { limit } as { limit: number }; // What JavaScript passes without asking.

    await expect(list<number, Page, object>(coreAt(server.url), listNotes, {}).toArray(options)).rejects.toThrow('needs a limit');
  });

  it('gives the response of its first page', async () => {
    await using server = await serve(...numbered);

    expect((await list<number, Page, { xRequestId: string }>(coreAt(server.url), listNotes, {}).withResponse()).headers.xRequestId).toBe('req_1');
  });
});
