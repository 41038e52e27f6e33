import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type ListPage, type ListRequest } from '../src/index.ts';
import { cursorNotes, type CursorOperations, type CursorTable } from './cursor-notes.ts';
import { readEnvelope } from './error-envelope.ts';
import { listRows, noteRows, type NoteRow } from './note-rows.ts';
import { generous } from './limiters.ts';
import { call, notesServer, SEAMS, type Caller, type NotesServer } from './notes-server.ts';

const ROWS = noteRows(25);
const NOTE = { id: 'note_1', title: 'Milk' };

/** One handler for both versions. */
const listNotes = ({ list }: { list: ListRequest }) => ({ status: 200 as const, page: listRows(ROWS, list) });

/** The same with more of a row than the contract shows. */
const leaking = ({ list }: { list: ListRequest }) => {
  const { items, ...page } = listRows(ROWS, list);
  return { status: 200 as const, page: { ...page, items: items.map((row) => Object.assign({ password_hash: 'hunter2' }, row)) } };
};

/** The list of the later version, with handlers that do the least beside it. */
const later = (answer: (call: { list: ListRequest }) => { status: 200; page: ListPage<NoteRow> } = listNotes) =>
  serve<CursorTable, CursorOperations, Caller>(cursorNotes, {
    listNotes: answer,
    getNote: () => ({ status: 200, body: NOTE }),
    updateNote: () => ({ status: 200, body: NOTE }),
    starNote: () => ({ status: 204 }),
  });

let server: NotesServer;
beforeAll(async () => void (server = await notesServer({ handlers: { listNotes }, later: [later()], seams: { limiter: generous } })));
afterAll(() => server.close(0));

interface Listed {
  data: NoteRow[];
  meta: Record<string, unknown>;
}

async function readList(path: string) {
  const { status, headers, text } = await call(server.url, 'GET', path);
  expect([status, text]).toEqual([200, expect.any(String)]);
  const links = Object.fromEntries([...String(headers['link']).matchAll(/<([^>]*)>; rel="([^"]*)"/g)].map(([, reference = '', relation = '']) => [relation, reference]));
  return { ...(JSON.parse(text) as Listed), links };
}

/** Follows one relation until there is no more of it. */
async function follow(path: string, relation: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { data, links }: Awaited<ReturnType<typeof readList>> = await readList(next);
    ids.push(...data.map(({ id }) => id));
    next = links[relation];
  }
  return ids;
}

const cursorOf = async (query: string) => String((await readList(`/v2/notes?${query}`)).meta['next_cursor']);

const refused = async (query: string) => {
  const { status, headers, text } = await call(server.url, 'GET', `/v2/notes?${query}`);
  expect([status, text]).toEqual([400, expect.any(String)]);
  return readEnvelope({ headers, body: text });
};

const WALKS: [query: string, perPage: number][] = [
  ['', 1],
  ['', 7],
  ['', 100],
  ['order=desc&', 4],
  ['sort=id&', 3],
  ['pinned=true&', 5],
  ['due_from=2026-01-10T00:00:00Z&sort=id&order=desc&', 6],
];

describe.each([
  ['pages', '/v1/notes'],
  ['cursors', '/v2/notes'],
])('a list with %s', (_, path) => {
  it.each(WALKS)('is walked through by `next`, every row once: %s%i at a time', async (query, perPage) => {
    const whole = (await readList(`/v1/notes?${query}per_page=100`)).data.map(({ id }) => id);
    expect(await follow(`${path}?${query}per_page=${perPage}`, 'next')).toEqual(whole);
    expect(whole.length).toBeGreaterThan(10);
  });

  it('has the same answer at HEAD, without a body', async () => {
    const get = await call(server.url, 'GET', `${path}?per_page=3`);
    const head = await call(server.url, 'HEAD', `${path}?per_page=3`);
    expect([head.status, head.text, head.headers['link']]).toEqual([200, '', get.headers['link']]);
  });

  it('tells a parameter that it does not take what it takes', async () => {
    const { status, headers, text } = await call(server.url, 'GET', `${path}?limit=5`);
    expect(status).toBe(400);
    const taken = path.startsWith('/v1') ? 'page, per_page, sort, order, pinned, due_from' : 'per_page, sort, order, pinned, due_from';
    expect(readEnvelope({ headers, body: text }).details).toMatchObject([{ in: 'query', pointer: '/limit', message: expect.stringContaining(`which takes ${taken}`) }]);
  });
});

describe('a list with pages', () => {
  it('says where it is, and leads on with what was asked for', async () => {
    const { data, meta, links } = await readList('/v1/notes?pinned=true&per_page=5&page=2&order=desc');
    expect(data).toHaveLength(5);
    expect(meta).toEqual({ page: 2, per_page: 5, total_items: 13, total_pages: 3, has_next: true, has_previous: true });
    expect(links).toEqual({
      first: '/v1/notes?pinned=true&per_page=5&order=desc&page=1',
      prev: '/v1/notes?pinned=true&per_page=5&order=desc&page=1',
      next: '/v1/notes?pinned=true&per_page=5&order=desc&page=3',
      last: '/v1/notes?pinned=true&per_page=5&order=desc&page=3',
    });
  });

  it('is walked back by `prev`', async () => {
    const pages = [4, 3, 2, 1].map((page) => ROWS.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice((page - 1) * 7, page * 7));
    expect(await follow('/v1/notes?sort=id&per_page=7&page=4', 'prev')).toEqual(pages.flat().map(({ id }) => id));
  });

  it('is empty behind its end, with the totals that it has, and leads back', async () => {
    const { data, meta, links } = await readList('/v1/notes?per_page=10&page=9');
    expect(data).toEqual([]);
    expect(meta).toEqual({ page: 9, per_page: 10, total_items: 25, total_pages: 3, has_next: false, has_previous: true });
    expect(links).toMatchObject({ prev: '/v1/notes?per_page=10&page=3', last: '/v1/notes?per_page=10&page=3' });
    expect(links).not.toHaveProperty('next');
  });

  it('may be empty', async () => {
    const { data, meta, links } = await readList('/v1/notes?due_from=2030-01-01T00:00:00Z');
    expect([data, meta]).toEqual([[], { page: 1, per_page: 20, total_items: 0, total_pages: 0, has_next: false, has_previous: false }]);
    expect(Object.keys(links)).toEqual(['first']);
  });
});

describe('a list with cursors', () => {
  it('says whether there is more and where', async () => {
    const { meta, links } = await readList('/v2/notes?per_page=20');
    expect(meta).toEqual({ per_page: 20, has_next: true, next_cursor: expect.stringMatching(/^[\w-]{50,}$/) });
    expect(links).toEqual({ first: '/v2/notes?per_page=20', next: `/v2/notes?per_page=20&cursor=${String(meta['next_cursor'])}` });
    expect((await readList(`/v2/notes?per_page=20&cursor=${String(meta['next_cursor'])}`)).meta).toEqual({ per_page: 20, has_next: false, next_cursor: null });
  });

  it('goes on with pages of another size', async () => {
    const cursor = await cursorOf('per_page=5&sort=id');
    expect((await readList(`/v2/notes?per_page=2&sort=id&cursor=${cursor}`)).data.map(({ id }) => id)).toEqual(['note_005', 'note_006']);
  });

  it.each([
    ['another order', 'per_page=5', 'order=desc'],
    ['another field', 'per_page=5', 'sort=id'],
    ['another filter', 'per_page=5&pinned=true', 'pinned=false'],
    ['no filter', 'per_page=5&pinned=true', ''],
  ])('refuses a cursor of %s, and says what to do', async (_, given, query) => {
    const { code, details } = await refused(`${query}&cursor=${await cursorOf(given)}`);
    expect(code).toBe('invalid_parameter');
    expect(details).toMatchObject([{ in: 'query', pointer: '/cursor', message: expect.stringContaining('or no `cursor` to begin anew') }]);
  });

  it('refuses a cursor that is forged or cut', async () => {
    const cursor = await cursorOf('per_page=5');
    for (const wrong of ['', 'x', cursor.slice(0, -1), `A${cursor.slice(1)}`, `${cursor}A`, '%00', cursor.repeat(40)]) {
      expect(await refused(`cursor=${wrong}`)).toMatchObject({ code: 'invalid_parameter', details: [{ pointer: '/cursor' }] });
    }
  });

  it('tells the other faults of a request first', async () => {
    expect((await refused('cursor=x&per_page=0')).details).toMatchObject([{ pointer: '/per_page' }]);
  });

  it('is a 503 as long as the key of cursors is out of reach', async () => {
    const gone = new Error('gone');
    let reachable = false;
    const cursorKey = async () => (reachable ? SEAMS.cursorKey() : Promise.reject(gone));
    await using own = await notesServer({ later: [later()], seams: { cursorKey, isUnavailable: (error) => error === gone } });
    expect((await call(own.url, 'GET', '/v2/notes?per_page=5')).status).toBe(503);
    reachable = true;
    expect((await call(own.url, 'GET', '/v2/notes?per_page=5')).status).toBe(200);
  });
});

describe('the items of a list', () => {
  it.each(['/v1/notes', '/v2/notes'])('lose at %s in production what the contract does not declare', async (path) => {
    await using own = await notesServer({ mode: 'production', handlers: { listNotes: leaking }, later: [later(leaking)] });
    const { status, text } = await call(own.url, 'GET', path);
    expect(status).toBe(200);
    expect(text).not.toMatch(/hunter2|password_hash/);
  });

  it.each(['/v1/notes', '/v2/notes'])('break at %s the contract in test', async (path) => {
    await using own = await notesServer({ handlers: { listNotes: leaking }, later: [later(leaking)] });
    expect((await call(own.url, 'GET', `${path}?per_page=1`)).status).toBe(500);
    expect(own.breaches.map(({ message }) => message)).toEqual(['listNotes broke the contract: in its 200, `/data/0/password_hash` is not declared']);
  });

  it('are held against their schema', async () => {
    await using own = await notesServer({ handlers: { listNotes: () => ({ status: 200, page: { items: [{ ...NOTE, due: 'tomorrow' }], total: 1 } }) } });
    expect((await call(own.url, 'GET', '/v1/notes')).status).toBe(500);
    expect(own.breaches[0]?.message).toContain('`/data/0/due` must match format "date-time"');
  });
});

describe('the lists', () => {
  it('broke no promise', () => {
    expect(server.breaches).toEqual([]);
  });
});
