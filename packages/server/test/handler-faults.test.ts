import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { Failure } from '../src/failure.ts';
import type { Mode } from '../src/index.ts';
import { readEnvelope } from './error-envelope.ts';
import { call, callerOf, notesServer, post, type Answer, type NoteHandlers } from './notes-server.ts';

const NOTE = { id: 'note_1', title: 'Milk' };
const ROW = { ...NOTE, password_hash: '$argon2id$hunter2', children: [{ ...NOTE, password_hash: '$argon2id$hunter2' }] };

/** Handlers that break their word, which the compiler would not let pass. */
const breaking = (handlers: Partial<Record<keyof NoteHandlers, (call: { fail: (code: string) => Error }) => unknown>>) =>
  handlers as Partial<NoteHandlers>;

const getRow = () => ({ status: 200, body: ROW });

const never = (): never => {
  throw new Error('a secret at /srv/notes/handler.ts:12');
};

function internalError({ status, headers, text }: Answer): void {
  expect(status).toBe(500);
  expect(readEnvelope({ headers, body: text })).toMatchObject({
    code: 'internal_error',
    message: 'Something failed on our side. Tell support the request id.',
  });
  expect(text).not.toMatch(/secret|hunter2|argon2|ContractBreach/);
}

describe('a whole row of the database', () => {
  it('loses in production what the contract does not declare, and nobody is bothered', async () => {
    await using server = await notesServer({ mode: 'production', handlers: breaking({ getNote: getRow }) });
    const { status, text } = await call(server.url, 'GET', '/v1/notes/note_1');
    expect([status, JSON.parse(text)]).toEqual([200, { ...NOTE, children: [NOTE] }]);
    expect(server.breaches).toEqual([]);
    expect(server.logged.map(({ message }) => message)).not.toContain('error');
  });

  it.each(['development', 'test'] as const)('is a breach of the contract in %s, and the log names what broke it', async (mode) => {
    await using server = await notesServer({ mode, handlers: breaking({ getNote: getRow }) });
    const answer = await call(server.url, 'GET', '/v1/notes/note_1');
    internalError(answer);
    const [breach] = server.breaches;
    expect(breach).toMatchObject({ name: 'ContractBreach', operationId: 'getNote' });
    expect(breach?.message).toBe('getNote broke the contract: in its 200, `/password_hash` is not declared; `/children/0/password_hash` is not declared');
    const line = server.logged.find(({ fields }) => fields['err'] === breach);
    expect(line).toEqual({ fields: { request_id: answer.headers['x-request-id'], operation: 'getNote', base_path: '/v1', err: breach }, message: breach?.message });
  });
});

describe('a handler', () => {
  it.each([
    ['an undeclared status', () => ({ status: 200, body: NOTE }), 'the handler returned 200; it may return 201'],
    ['an error as a value', () => ({ status: 422, body: {} }), 'the handler returned 422; it may return 201'],
    ['nothing', () => undefined, 'the handler returned no `{ status, body }`'],
    ['no body', () => ({ status: 201, headers: { Location: '/' } }), 'the 201 has no body'],
  ])('that returns %s is a 500 in every mode', async (_, createNote, problem) => {
    for (const mode of ['development', 'test', 'production'] satisfies Mode[]) {
      await using server = await notesServer({ mode, handlers: breaking({ createNote }) });
      internalError(await post(server.url, '/v1/notes', { title: 'Milk' }));
      expect(server.breaches.map(({ message }) => message)).toEqual([`createNote broke the contract: ${problem}`]);
    }
  });

  it.each([
    ['a wrong body', () => ({ status: 201, headers: { Location: '/' }, body: { id: 1, title: 'a' } }), '`/id` must be string'],
    ['a body that lacks something', () => ({ status: 201, headers: { Location: '/' }, body: { id: 'a' } }), '`/title` is required'],
    ['no Location', () => ({ status: 201, body: NOTE }), 'the header `location` is missing'],
  ])('that returns %s is a 500 in development and test', async (_, createNote, problem) => {
    for (const mode of ['development', 'test'] satisfies Mode[]) {
      await using server = await notesServer({ mode, handlers: breaking({ createNote }) });
      internalError(await post(server.url, '/v1/notes', { title: 'Milk' }));
      expect(server.breaches.map(({ message }) => message)).toEqual([`createNote broke the contract: in its 201, ${problem}`]);
    }
  });

  it.each([
    ['an error', never],
    ['an error later', async () => never()],
    ['a text', () => rejecting('secret')],
    ['nothing', () => rejecting(undefined)],
    ['what Express takes for a sign', () => rejecting('router')],
    ['what Express takes for another sign', () => rejecting('route')],
    ['an error with a status', () => Promise.reject(Object.assign(new Error('secret'), { status: 418, statusCode: 418, expose: true }))],
    ['a body that cannot be written', () => ({ status: 200, body: { ...NOTE, due: 1n } })],
    ['a body without an end', circle],
    ['a header that cannot be sent', () => ({ status: 200, headers: { 'X-A': 'a\r\nSet-Cookie: secret=1' }, body: NOTE })],
  ])('that throws %s is a 500 without a stack', async (_, getNote) => {
    await using server = await notesServer({ mode: 'production', handlers: breaking({ getNote }) });
    const answer = await call(server.url, 'GET', '/v1/notes/note_1');
    internalError(answer);
    const lines = server.logged.filter(({ fields }) => 'err' in fields);
    expect(lines).toMatchObject([{ fields: { request_id: answer.headers['x-request-id'], operation: 'getNote' } }]);
  });

  it('leaves nothing of its headers on the 500 that takes the place of its answer', async () => {
    await using server = await notesServer({ handlers: breaking({ getNote: () => ({ status: 200, headers: { 'X-Secret': 'a', 'X-A': '\n' }, body: NOTE }) }) });
    const answer = await call(server.url, 'GET', '/v1/notes/note_1');
    internalError(answer);
    expect(answer.headers).not.toHaveProperty('x-secret');
  });

  it.each([
    ['that its operation does not declare', 'note_locked', 'getNote'],
    ['whose status its operation does not declare', 'validation_failed', 'getNote'],
    ['that is in no catalogue', 'no_such_code', 'getNote'],
  ])('that throws a code %s is a 500 and a breach', async (_, code) => {
    await using server = await notesServer({ mode: 'production', handlers: breaking({ getNote: ({ fail }) => Promise.reject(fail(code)) }) });
    internalError(await call(server.url, 'GET', '/v1/notes/note_1'));
    expect(server.breaches.map(({ message }) => message)).toEqual([`getNote broke the contract: it threw \`${code}\`, which it does not declare`]);
  });

  it('may throw from deeper code what its operation declares', async () => {
    await using server = await notesServer({ handlers: breaking({ deleteNote: () => Promise.reject(new Failure('note_locked', { message: 'It is locked.' })) }) });
    const { status, headers, text } = await call(server.url, 'DELETE', '/v1/notes/note_1');
    expect(status).toBe(409);
    expect(readEnvelope({ headers, body: text })).toMatchObject({ code: 'note_locked', message: 'It is locked.' });
    expect(server.breaches).toEqual([]);
  });
});

describe('what the service needs and cannot reach', () => {
  const gone = new Error('connect ECONNREFUSED secret:5432');
  const isUnavailable = (error: unknown) => error === gone;

  it.each([
    ['while the caller is looked up', { seams: { isUnavailable, authenticate: () => Promise.reject(gone) } }],
    ['while requests are counted', { seams: { isUnavailable, limiter: { consume: () => Promise.reject(gone) } } }],
    ['in a handler', { seams: { isUnavailable }, handlers: { getNote: () => Promise.reject(gone) } }],
  ])('is a 503 with Retry-After %s', async (_, given) => {
    await using server = await notesServer(given);
    const { status, headers, text } = await call(server.url, 'GET', '/v1/notes/note_1');
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    expect(readEnvelope({ headers, body: text }).code).toBe('service_unavailable');
    expect(text).not.toContain('secret');
    expect(server.logged.filter(({ fields }) => fields['err'] === gone)).toHaveLength(1);
    expect(server.breaches).toEqual([]);
  });
});

describe('a seam that fails while an error is answered', () => {
  it('still shows no stack', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    await using server = await notesServer({ seams: { docUrl: never } });
    const { status, text } = await call(server.url, 'GET', '/v1/nothing');
    expect(status).toBe(500);
    expect(text).not.toMatch(/secret|\bat /);
    await expect.poll(() => written.mock.calls.join()).toContain('a secret at');
    written.mockRestore();
  });
});

describe('a client that goes away', () => {
  it('in the middle of its body leaves one line and no error', async () => {
    const authenticated = Promise.withResolvers<void>();
    const authenticate = async () => {
      authenticated.resolve();
      return callerOf('ada');
    };
    await using server = await notesServer({ handlers: { createNote: never }, seams: { authenticate } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('POST /v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"title":');
    await authenticated.promise;
    socket.destroy();
    await expect.poll(() => server.logged).toHaveLength(1);
    expect(server.logged).toEqual([{ fields: expect.objectContaining({ operation: 'createNote', status: undefined }), message: 'the client went away' }]);
    expect((await call(server.url, 'GET', '/v1/health')).status).toBe(200);
  });

  it('before its answer leaves one line and no error', async () => {
    const entered = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const getNote = async () => {
      entered.resolve();
      await left.promise;
      return { status: 200 as const, body: NOTE };
    };
    await using server = await notesServer({ handlers: { getNote } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('GET /v1/notes/note_1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n\r\n');
    await entered.promise;
    socket.destroy();
    await once(socket, 'close');
    await expect.poll(() => server.logged).toHaveLength(1);
    left.resolve();
    expect((await call(server.url, 'GET', '/v1/health')).status).toBe(200);
    expect(server.logged.map(({ message }) => message)).toEqual(['the client went away', 'request']);
  });
});

/** Rejects with anything, as code that is not ours may. */
function rejecting(reason: unknown): Promise<never> {
  return new Promise((_, reject) => reject(reason));
}

/** A note that is its own child. */
function circle() {
  const note: { id: string; title: string; children: unknown[] } = { ...NOTE, children: [] };
  note.children.push(note);
  return { status: 200, body: note };
}
