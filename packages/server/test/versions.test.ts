import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, stub, type Limiter, type Served } from '../src/index.ts';
import { cursorNotes, type CursorOperations, type CursorTable } from './cursor-notes.ts';
import { readEnvelope } from './error-envelope.ts';
import { generous } from './limiters.ts';
import { call, notesServer, type Caller, type NotesServer } from './notes-server.ts';
import { contract } from './notes/index.gen.ts';

const NOTE = { id: 'note_1', title: 'Milk' };
const SUNSET = 'Tue, 01 Jun 2027 00:00:00 GMT';

/** The later version, of which an operation says what it sees. */
function later(seen: object[] = [], given: Partial<typeof cursorNotes> = {}): Served<Caller> {
  return serve<CursorTable, CursorOperations, Caller>(
    { ...cursorNotes, ...given },
    {
      listNotes: stub,
      getNote: ({ params, basePath, fail }) => {
        seen.push({ basePath });
        if (params.note_id !== NOTE.id) throw fail('note_not_found');
        return { status: 200, body: { ...NOTE, title: 'Later' } };
      },
      updateNote: () => ({ status: 200, body: NOTE }),
      starNote: () => ({ status: 204 }),
    },
  );
}

describe('two versions', () => {
  let server: NotesServer;
  const seen: object[] = [];
  beforeAll(async () => void (server = await notesServer({ later: [later(seen)], seams: { limiter: generous } })));
  afterAll(() => server.close(0));

  it('are served below their base paths, each by its own handlers', async () => {
    expect(JSON.parse((await call(server.url, 'GET', '/v1/notes/note_1')).text)).toMatchObject({ title: 'Milk' });
    expect(JSON.parse((await call(server.url, 'GET', '/v2/notes/note_1')).text)).toMatchObject({ title: 'Later' });
    expect(seen).toEqual([{ basePath: '/v2' }]);
  });

  it('have the operations that each has', async () => {
    expect((await call(server.url, 'GET', '/v1/health')).status).toBe(200);
    expect((await call(server.url, 'GET', '/v2/health')).status).toBe(404);
    expect((await call(server.url, 'GET', '/v3/notes')).status).toBe(404);
    const refused = await call(server.url, 'DELETE', '/v2/notes/note_1');
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS, PATCH']);
  });

  it('are told apart in the log', async () => {
    await call(server.url, 'GET', '/v2/notes/note_2');
    await expect.poll(() => server.logged.at(-1)?.fields).toMatchObject({ operation: 'getNote', base_path: '/v2', path: '/notes/{note_id}', status: 404 });
  });

  it('are told apart among the stubs', async () => {
    await using own = await notesServer({ handlers: { listNotes: stub, getNote: stub }, later: [later()] });
    expect(own.stubs).toEqual(['listNotes (GET /v1/notes)', 'getNote (GET /v1/notes/{note_id})', 'listNotes (GET /v2/notes)']);
  });
});

describe('what each version has of its own', () => {
  it('is its error catalogue; what is no operation’s is told by the first', async () => {
    const status = 410 as unknown as 404; // The literal's type is narrower than a catalogue.
    const errors = { ...contract.errors, note_not_found: { ...contract.errors.note_not_found, status } };
    const { getNote } = cursorNotes.operations;
    const { 404: gone, ...answers } = getNote.answers;
    const operations = { ...cursorNotes.operations, getNote: { ...getNote, answers: { ...answers, 404: gone, 410: gone } } };
    await using server = await notesServer({ later: [later([], { errors, operations })] });
    expect((await call(server.url, 'GET', '/v1/notes/note_2')).status).toBe(404);
    expect((await call(server.url, 'GET', '/v2/notes/note_2')).status).toBe(410);
    expect((await call(server.url, 'GET', '/v2/nothing')).status).toBe(404);
  });

  it('is its rate-limit policies', async () => {
    const asked: string[] = [];
    const limiter: Limiter = { consume: (...given) => (asked.push(`${given[2]} ${given[3][0]?.limit}`), generous.consume(...given)) };
    await using server = await notesServer({ later: [later([], { rateLimits: { standard: { windows: { minute: { seconds: 60, limit: 7 } } } } })], seams: { limiter } });
    await call(server.url, 'GET', '/v1/notes/note_1');
    await call(server.url, 'GET', '/v2/notes/note_1');
    expect(asked).toEqual(['standard 100', 'standard 7']);
  });
});

describe('a deprecated operation', () => {
  const STAR = '/v1/notes/note_1/star';

  it('says on every answer since when and until when, and what takes its place', async () => {
    await using server = await notesServer({ seams: { limiter: generous } });
    for (const [status, request] of [
      [204, {}],
      [401, { as: null }],
      [403, { as: 'reader' }],
      [406, { headers: { accept: 'text/html' } }],
    ] as const) {
      const { headers, status: got } = await call(server.url, 'POST', STAR, request);
      expect(got).toBe(status);
      expect(headers).toMatchObject({ deprecation: '@1796083200', sunset: SUNSET, link: '</v1/notes/note_1>; rel="successor-version"' });
    }
    expect((await call(server.url, 'POST', `${STAR}?a=1`)).headers).toMatchObject({ sunset: SUNSET });
    expect(server.breaches).toEqual([]);
  });

  it('says so also when it fails', async () => {
    await using server = await notesServer({ handlers: { starNote: () => Promise.reject(new Error('broken')) } });
    const { status, headers, text } = await call(server.url, 'POST', STAR);
    expect([status, headers['deprecation'], headers['sunset']]).toEqual([500, '@1796083200', SUNSET]);
    expect(readEnvelope({ headers, body: text }).code).toBe('internal_error');
  });

  it('is the only one that says so', async () => {
    await using server = await notesServer();
    for (const [method, path] of [
      ['GET', '/v1/notes/note_1'],
      ['OPTIONS', STAR],
      ['GET', STAR],
    ] as const) {
      const { headers } = await call(server.url, method, path);
      for (const name of ['deprecation', 'sunset', 'link']) expect(headers).not.toHaveProperty(name);
    }
  });

  it('names beside its pages the same operation of the next version', async () => {
    const deprecation = { since: '2026-12-01', sunset: '2027-06-01', successor: null };
    const listNotes = { ...contract.operations.listNotes, deprecation: deprecation as unknown as null }; // As above.
    const ending = { ...contract, operations: { ...contract.operations, listNotes } };
    await using server = await notesServer({ contract: ending, later: [later()] });
    const { headers } = await call(server.url, 'GET', '/v1/notes?page=1');
    expect(headers).toMatchObject({ link: '</v1/notes?page=1>; rel="first", </v2/notes>; rel="successor-version"', deprecation: '@1796083200' });
    expect((await call(server.url, 'GET', '/v1/notes?page=0')).headers.link).toBe('</v2/notes>; rel="successor-version"');
    expect((await call(server.url, 'GET', '/v2/notes')).headers).not.toHaveProperty('deprecation');
    await using alone = await notesServer({ contract: ending });
    expect((await call(alone.url, 'GET', '/v1/notes?page=1')).headers.link).toBe('</v1/notes?page=1>; rel="first"');
  });
});
