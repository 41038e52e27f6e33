import { describe, expect, it } from 'vitest';
import { stub } from '../src/index.ts';
import { readEnvelope } from './error-envelope.ts';
import { call, notesServer, type NoteHandlers, type NotesServer } from './notes-server.ts';
import { ask } from './raw-socket.ts';

const PATH = '/v1/notes/note_1';

/** The notes with one note that can change. */
function changingServer(given: Parameters<typeof notesServer>[0] = {}): Promise<NotesServer> {
  const row = { id: 'note_1', title: 'Milk' };
  const own: Partial<NoteHandlers> = {
    getNote: () => ({ status: 200, body: { ...row } }),
    updateNote: ({ body, ifMatch }) => {
      ifMatch?.({ ...row });
      Object.assign(row, body);
      return { status: 200, body: { ...row } };
    },
  };
  return notesServer({ ...given, handlers: { ...own, ...given.handlers } });
}

const get = (server: NotesServer, headers: Record<string, string> = {}, method = 'GET') => call(server.url, method, PATH, { headers });
const patch = (server: NotesServer, title: string, headers: Record<string, string> = {}) =>
  call(server.url, 'PATCH', PATH, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ title }) });
const tagOf = async (server: NotesServer) => String((await get(server)).headers.etag);

describe('If-None-Match', () => {
  it.each(['GET', 'HEAD'])('spares a %s what the caller has already', async (method) => {
    await using server = await changingServer();
    const tag = await tagOf(server);
    for (const header of [tag, `W/${tag}`, `"a", ${tag}`, '*']) {
      const { status, headers, text } = await get(server, { 'if-none-match': header }, method);
      expect([status, text]).toEqual([304, '']);
      expect(headers).toMatchObject({ etag: tag, 'ratelimit-limit': '100', 'access-control-allow-origin': '*', 'x-request-id': expect.stringMatching(/^req_/) });
      expect(headers).not.toHaveProperty('content-type');
      expect(headers).not.toHaveProperty('content-length');
    }
    expect(server.breaches).toEqual([]);
  });

  it('spares it also beside Cache-Control: no-cache, which fetch adds', async () => {
    await using server = await changingServer();
    const response = await fetch(server.url + PATH, { headers: { authorization: 'Bearer writer', 'if-none-match': await tagOf(server), 'cache-control': 'no-cache' } });
    expect([response.status, await response.text()]).toEqual([304, '']);
  });

  it('gives what has changed, under another tag', async () => {
    await using server = await changingServer();
    const tag = await tagOf(server);
    const patched = await patch(server, 'Oats');
    const { status, headers } = await get(server, { 'if-none-match': tag });
    expect([status, headers.etag]).toEqual([200, patched.headers.etag]);
    expect(headers.etag).not.toBe(tag);
    expect((await patch(server, 'Milk')).headers.etag).toBe(tag);
  });

  it('matches nothing when it is malformed, and may be long or sent twice', async () => {
    await using server = await changingServer();
    const tag = await tagOf(server);
    for (const header of [tag.slice(1), `${tag} x`, '"'.repeat(9000), ',', `"${'a'.repeat(9000)}"`]) expect((await get(server, { 'if-none-match': header })).status).toBe(200);
    expect((await get(server, { 'if-none-match': `${'"a", '.repeat(2000)}${tag}` })).status).toBe(304);
    const twice = `GET ${PATH} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\nIf-None-Match: "a"\r\nIf-None-Match: ${tag}\r\nConnection: close\r\n\r\n`;
    expect(await ask(server.url, twice)).toMatchObject({ status: 304, body: '' });
  });

  it('changes nothing of an error, nor where the contract has no 304', async () => {
    await using server = await notesServer();
    expect((await call(server.url, 'GET', '/v1/notes/note_2', { headers: { 'if-none-match': '*' } })).status).toBe(404);
    expect((await call(server.url, 'GET', '/v1/notes', { headers: { 'if-none-match': '*' } })).status).toBe(200);
    expect((await get(server, { 'if-none-match': '*', authorization: 'Bearer nobody' })).status).toBe(401);
  });
});

describe('If-Match', () => {
  it('lets a change pass that was made of what there is', async () => {
    await using server = await changingServer();
    const patched = await patch(server, 'Oats', { 'if-match': await tagOf(server) });
    expect([patched.status, patched.headers.etag]).toEqual([200, await tagOf(server)]);
    expect((await patch(server, 'Tea', { 'if-match': '*' })).status).toBe(200);
    expect((await patch(server, 'Rye')).status).toBe(200);
    expect(server.breaches).toEqual([]);
  });

  it('refuses a change that was made of what has gone, and changes nothing', async () => {
    await using server = await changingServer();
    const stale = await tagOf(server);
    await patch(server, 'Oats');
    const now = await tagOf(server);
    for (const header of [stale, `W/${now}`, `${now} x`, now.slice(1, -1), '', `"${'a'.repeat(9000)}"`]) {
      const { status, headers, text } = await patch(server, 'Tea', { 'if-match': header });
      expect([header, status]).toEqual([header, 412]);
      expect(readEnvelope({ headers, body: text }).code).toBe('precondition_failed');
    }
    expect(await tagOf(server)).toBe(now);
    expect(server.breaches).toEqual([]);
  });

  it.each([
    ['development', 500],
    ['test', 500],
    ['production', 200],
  ] as const)('that a handler ignores is in %s a %i', async (mode, want) => {
    await using server = await notesServer({ mode, handlers: { updateNote: () => ({ status: 200, body: { id: 'note_1', title: 'Milk' } }) } });
    expect((await patch(server, 'Milk')).status).toBe(200);
    expect((await patch(server, 'Milk', { 'if-match': '*' })).status).toBe(want);
    expect(server.breaches.map(({ message }) => message)).toEqual(
      want === 200 ? [] : ['updateNote broke the contract: the request has `If-Match`, and the handler succeeded without calling `ifMatch`'],
    );
  });

  it('may go unasked where the handler refuses for a reason of its own, or is none', async () => {
    await using server = await notesServer({
      handlers: {
        updateNote: ({ fail }) => {
          throw fail('note_not_found');
        },
      },
    });
    expect((await patch(server, 'Milk', { 'if-match': '"a"' })).status).toBe(404);
    await using stubbed = await notesServer({ handlers: { updateNote: stub } });
    expect((await patch(stubbed, 'Milk', { 'if-match': '"a"' })).status).toBe(200);
    expect([...server.breaches, ...stubbed.breaches]).toEqual([]);
  });
});

describe('a page in a browser', () => {
  it('may read the tag and the links', async () => {
    await using server = await changingServer();
    const exposed = String((await get(server)).headers['access-control-expose-headers']).split(', ');
    expect(exposed).toEqual(expect.arrayContaining(['ETag', 'Link', 'Deprecation', 'Sunset']));
  });
});
