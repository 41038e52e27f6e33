import { once } from 'node:events';
import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Failure } from '../src/failure.ts';
import { stub, type FileAnswer, type RequestRecord } from '../src/index.ts';
import { readEnvelope } from './error-envelope.ts';
import { call, notesServer, type Caller, type NoteHandlers } from './notes-server.ts';
import { talk } from './raw-socket.ts';

const LARGE = 'x'.repeat(64 * 1024);

/** A file, and what becomes of it. */
function watched(...chunks: (string | Error | (() => Promise<string>))[]) {
  const seen = { made: 0, letGo: 0 };
  async function* make(): AsyncGenerator<string> {
    try {
      for (const chunk of chunks) {
        seen.made += 1;
        if (chunk instanceof Error) throw chunk;
        yield typeof chunk === 'string' ? chunk : await chunk();
      }
    } finally {
      seen.letGo += 1;
    }
  }
  const handler = (type: 'application/x-ndjson' | 'text/csv' = 'text/csv'): Partial<NoteHandlers> => ({
    exportNotes: () => ({ status: 200, file: { type, name: 'notes', chunks: make() } }),
  });
  return { seen, handler };
}

/** Asks for the file, and gives its answer as soon as that has begun. */
async function begin(url: string): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  const request = get(`${url}/v1/export`, { agent: false, headers: { authorization: 'Bearer writer' } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => {}); // The response says the same.
  return { request, response };
}

const hello = 'GET /v1/export HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\n';

describe('a file', () => {
  it('is sent in chunked coding, with its type and its name', async () => {
    const { seen, handler } = watched('id\r\n', '', 'née\r\n');
    await using server = await notesServer({ handlers: handler() });
    const { status, headers, text: body } = await call(server.url, 'GET', '/v1/export');
    expect([status, body]).toEqual([200, 'id\r\nnée\r\n']);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="notes"',
      'transfer-encoding': 'chunked',
      'ratelimit-remaining': '99',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    expect(headers).not.toHaveProperty('content-length');
    expect([seen, server.breaches]).toEqual([{ made: 3, letGo: 1 }, []]);
  });

  it('can be empty', async () => {
    await using server = await notesServer({ handlers: watched().handler() });
    expect(await call(server.url, 'GET', '/v1/export')).toMatchObject({ status: 200, text: '' });
  });

  it('leaves the connection open for the next request', async () => {
    await using server = await notesServer({ handlers: watched('a').handler() });
    const raw = await talk(server.url, `${hello}\r\n${hello}Connection: close\r\n\r\n`);
    expect(raw.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(raw.match(/\r\n1\r\na\r\n0\r\n\r\n/g)).toHaveLength(2);
  });

  it('is its example when it is stubbed', async () => {
    await using server = await notesServer({ handlers: { exportNotes: stub } });
    expect(await call(server.url, 'GET', '/v1/export')).toMatchObject({ status: 200, text: '{"id":"note_1"}\n', headers: { 'x-plumbline-stub': 'true' } });
  });

  it('is begun without a body for a HEAD, and nothing is read of it', async () => {
    const { seen, handler } = watched('id\r\n');
    await using server = await notesServer({ handlers: handler() });
    const { status, headers, text: body } = await call(server.url, 'HEAD', '/v1/export');
    expect([status, body, headers['content-type'], headers['content-disposition']]).toEqual([200, '', 'text/csv; charset=utf-8', 'attachment; filename="notes"']);
    expect(headers).not.toHaveProperty('content-length');
    expect(seen).toEqual({ made: 0, letGo: 0 });
  });
});

describe('the Accept of a file', () => {
  it.each([
    [undefined, 200],
    ['*/*', 200],
    ['text/csv', 200],
    ['text/*', 200],
    ['text/csv;charset=utf-8', 200],
    ['application/x-ndjson, text/csv;q=0.5', 200],
    ['application/json', 406],
    ['text/html', 406],
    // One of the declared types, but not the one that this file has.
    ['application/x-ndjson', 406],
    ['text/csv;q=0, */*', 406],
  ])('%s is answered %i', async (accept, status) => {
    const { seen, handler } = watched('id\r\n');
    await using server = await notesServer({ handlers: handler() });
    const answer = await call(server.url, 'GET', '/v1/export', { headers: accept === undefined ? {} : { accept } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe(status === 406 ? 'application/json' : 'text/csv; charset=utf-8');
    expect(seen.made).toBe(status === 406 ? 0 : 1);
    expect(server.breaches).toEqual([]);
  });

  it('is judged before the handler is asked where none of the declared types would do', async () => {
    let asked = 0;
    const exportNotes = () => {
      asked += 1;
      throw new Failure('note_locked');
    };
    await using server = await notesServer({ handlers: { exportNotes } });
    expect((await call(server.url, 'GET', '/v1/export', { headers: { accept: 'application/json' } })).status).toBe(406);
    expect((await call(server.url, 'GET', '/v1/export', { headers: { accept: 'text/csv' } })).status).toBe(409);
    expect(asked).toBe(1);
  });
});

describe('a file that fails', () => {
  it.each([
    ['an error', new Error('broken'), 500, 'internal_error'],
    ['a declared failure', new Failure('note_locked'), 409, 'note_locked'],
  ])('with %s before its first chunk is answered so, in JSON', async (_, error, status, code) => {
    await using server = await notesServer({ handlers: watched(error).handler() });
    const answer = await call(server.url, 'GET', '/v1/export');
    expect([answer.status, readEnvelope({ headers: answer.headers, body: answer.text }).code]).toEqual([status, code]);
    expect(answer.headers).not.toHaveProperty('content-disposition');
  });

  it.each([
    ['an error', new Error('broken'), 'broken'],
    ['a declared failure', new Failure('note_locked', { message: 'locked' }), 'locked'],
  ])('with %s in its middle is cut off, which is logged and recorded as a 500', async (_, error, message) => {
    const records: RequestRecord<Caller>[] = [];
    const begun = Promise.withResolvers<string>();
    const { seen, handler } = watched('id\r\n', () => begun.promise);
    await using server = await notesServer({ handlers: handler(), seams: { record: (one) => void records.push(one) } });
    const { response } = await begin(server.url);
    begun.reject(error);
    await expect(text(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(response.complete).toBe(false);

    await expect.poll(() => server.logged.map((line) => line.message)).toEqual([message, 'the answer broke off']);
    expect(server.logged).toMatchObject([{ fields: { request_id: response.headers['x-request-id'], operation: 'exportNotes', err: error } }, { fields: { status: 500 } }]);
    expect([records.map(({ status }) => status), seen.letGo]).toEqual([[500], 1]);
  });

  it('never looks whole to a client of HTTP/1.0, for which the end of the connection is the end of the file', async () => {
    await using server = await notesServer({ handlers: watched('id\r\n', new Error('broken')).handler() });
    await expect(talk(server.url, `${hello.replace('1.1', '1.0')}\r\n`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('with a chunk that is no text is cut off, and breaks the contract', async () => {
    const octets = Buffer.from('a') as unknown as string; // The compiler would not let it pass.
    await using server = await notesServer({ handlers: watched('id\r\n', async () => octets).handler() });
    await expect(call(server.url, 'GET', '/v1/export')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.breaches.map(({ message }) => message)).toEqual(['exportNotes broke the contract: a chunk of its file is no text']);
  });

  it('by a type that is not declared is a 500', async () => {
    const file: FileAnswer<string> = { type: 'text/html', name: 'a', chunks: (async function* () {})() };
    await using server = await notesServer({ handlers: { exportNotes: () => ({ status: 200, file }) } as unknown as NoteHandlers }); // As above.
    expect((await call(server.url, 'GET', '/v1/export')).status).toBe(500);
    expect(server.breaches.map(({ message }) => message)).toEqual(['exportNotes broke the contract: in its 200, the file is `text/html`; it may be `application/x-ndjson` or `text/csv`']);
  });
});

describe('a client', () => {
  it('that does not read is not read for, beyond what the connection holds', async () => {
    const { seen, handler } = watched(...Array.from({ length: 1000 }, () => LARGE));
    await using server = await notesServer({ handlers: handler() });
    const { response } = await begin(server.url);
    response.pause();
    let made = -1;
    while (made !== seen.made) {
      made = seen.made;
      await sleep(100);
    }
    expect(made).toBeLessThan(500); // The system holds some MB of 64 for the two ends of a connection.
    expect([(await text(response)).length, seen]).toEqual([1000 * LARGE.length, { made: 1000, letGo: 1 }]);
  });

  it('that has gone is not read for any longer', async () => {
    const { seen, handler } = watched(...Array.from({ length: 1000 }, () => LARGE));
    await using server = await notesServer({ handlers: handler() });
    const { request, response } = await begin(server.url);
    response.pause();
    request.destroy();
    await expect.poll(() => seen.letGo).toBe(1);
    expect(seen.made).toBeLessThan(500);
    await expect.poll(() => server.logged.map(({ message }) => message)).toEqual(['the client went away']);
  });

  it('that goes while a chunk is being made is noticed behind it', async () => {
    const made = Promise.withResolvers<string>();
    const { seen, handler } = watched('id\r\n', () => made.promise, 'more');
    await using server = await notesServer({ handlers: handler() });
    const { request } = await begin(server.url);
    request.destroy();
    await expect.poll(() => server.logged.map(({ message }) => message)).toEqual(['the client went away']);
    made.resolve('late');
    await expect.poll(() => seen).toEqual({ made: 2, letGo: 1 });
  });
});

describe('many files', () => {
  it('are read five at a time, and hold up nobody else', async () => {
    const gates: PromiseWithResolvers<string>[] = [];
    const slow = () => {
      const gate = Promise.withResolvers<string>();
      gates.push(gate);
      return gate.promise;
    };
    async function* make(): AsyncGenerator<string> {
      yield 'id\r\n';
      yield await slow();
    }
    const exportNotes = () => ({ status: 200 as const, file: { type: 'text/csv' as const, name: 'notes', chunks: make() } });
    await using server = await notesServer({ handlers: { exportNotes } });
    const answers = Array.from({ length: 8 }, () => call(server.url, 'GET', '/v1/export'));

    await expect.poll(() => gates.length).toBe(5);
    expect((await call(server.url, 'GET', '/v1/notes/note_1')).status).toBe(200);
    expect(gates).toHaveLength(5);

    for (const { resolve } of gates) resolve('a');
    await expect.poll(() => gates.length).toBe(8);
    for (const { resolve } of gates) resolve('a');
    expect((await Promise.all(answers)).map((answer) => answer.text)).toEqual(Array.from({ length: 8 }, () => 'id\r\na'));
  });
});
