import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { call, notesServer, post, type Caller, type NotesServer } from '../test/notes-server.ts';
import type { RequestRecord } from './seams.ts';

/** The one line that a request leaves. A response is closed a moment after its client has it. */
async function lineOf(server: NotesServer) {
  await expect.poll(() => server.logged).toHaveLength(1);
  return server.logged[0];
}

/** A server whose records are kept. */
async function recorded(given: Parameters<typeof notesServer>[0] = {}) {
  const records: RequestRecord<Caller>[] = [];
  const server = await notesServer({ ...given, seams: { record: (one) => void records.push(one), ...given.seams } });
  return { url: server.url, records, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('the line of a request', () => {
  it('writes one line for a request, with who called what and how it ended', async () => {
    const times = [1000, 1042];
    await using server = await notesServer({ seams: { now: () => times.shift() ?? 1042 } });
    const { headers } = await call(server.url, 'GET', '/v1/notes/note_1');
    expect(await lineOf(server)).toEqual({
      message: 'request',
      fields: {
        request_id: headers['x-request-id'],
        client_request_id: undefined,
        method: 'GET',
        operation: 'getNote',
        base_path: '/v1',
        path: '/notes/{note_id}',
        status: 200,
        duration_ms: 42,
        caller: 'writer',
      },
    });
  });

  it('writes no secret: no query, no header, no id of a known path', async () => {
    await using server = await notesServer();
    await call(server.url, 'GET', '/v1/notes/hunter2?token=hunter2', { as: 'hunter2', headers: { cookie: 'hunter2', 'x-api-key': 'hunter2' } });
    const line = await lineOf(server);
    expect(line?.fields).toMatchObject({ operation: 'getNote', status: 401 });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('cuts the path of a request that nothing is there for', async () => {
    await using server = await notesServer();
    await call(server.url, 'GET', `/v1/${'a'.repeat(5000)}`);
    expect((await lineOf(server))?.fields).toMatchObject({ operation: undefined, path: `/v1/${'a'.repeat(196)}`, status: 404, caller: undefined });
  });

  it('writes a line for what the first checks refuse', async () => {
    await using server = await notesServer();
    await call(server.url, 'GET', `/${'a'.repeat(9000)}`);
    expect((await lineOf(server))?.fields).toMatchObject({ status: 414 });
  });
});

describe('the record of a request', () => {
  it('says who called what, how it ended, and what the handler said of it', async () => {
    const times = [1000, 1042];
    const handlers = {
      getNote: ({ label }: { label(name: string, value: string): void }) => {
        label('shelf', 'first');
        label('shelf', 'second');
        return { status: 200 as const, body: { id: 'note_1', title: 'Milk' } };
      },
    };
    await using test = await recorded({ handlers, seams: { now: () => times.shift() ?? 1042 } });

    const { headers } = await call(test.url, 'GET', '/v1/notes/note%5F1', { headers: { cookie: 'hunter2' } });

    await expect.poll(() => test.records).toEqual([
      {
        requestId: headers['x-request-id'],
        receivedAt: 1000,
        durationMs: 42,
        method: 'GET',
        operationId: 'getNote',
        basePath: '/v1',
        path: '/notes/{note_id}',
        params: { note_id: 'note_1' },
        status: 200,
        principal: expect.objectContaining({ name: 'writer' }),
        labels: { shelf: 'second' },
      },
    ]);
  });

  it.each([
    ['nothing is there for', 'GET', '/v1/nothing', 'writer', { status: 404, operationId: undefined, path: undefined, principal: undefined, params: {} }],
    ['nobody is known for', 'GET', '/v1/notes/note_1', 'nobody', { status: 401, operationId: 'getNote', principal: undefined }],
    ['the caller may not send', 'DELETE', '/v1/notes/note_1', 'reader', { status: 403, operationId: 'deleteNote', principal: { name: 'reader' }, params: { note_id: 'note_1' } }],
    ['is too long to be looked at', 'GET', `/${'a'.repeat(9000)}`, 'writer', { status: 414, operationId: undefined }],
    ['asks for the head', 'HEAD', '/v1/notes/note_1', 'writer', { status: 200, method: 'HEAD', operationId: 'getNote' }],
  ] as const)('is there once for what %s', async (_what, method, path, as, want) => {
    await using test = await recorded();
    await call(test.url, method, path, { as });
    await expect.poll(() => test.records).toMatchObject([want]);
  });

  it('has the status 499 when the client goes away before it is answered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using test = await recorded({ handlers: { getNote: () => promise.then(() => ({ status: 200, body: { id: 'note_1', title: 'Milk' } })) } });
    const gone = fetch(`${test.url}/v1/notes/note_1`, { headers: { authorization: 'Bearer writer' }, signal: AbortSignal.timeout(100) });
    await expect(gone).rejects.toThrow('timeout');

    await expect.poll(() => test.records).toMatchObject([{ status: 499, operationId: 'getNote', principal: { name: 'writer' } }]);
    resolve();
    await sleep(10);
    expect(test.records).toHaveLength(1);
  });

  it('is never of a negative time, when the clock is put back', async () => {
    const times = [1000, 900];
    await using test = await recorded({ seams: { now: () => times.shift() ?? 900 } });
    await call(test.url, 'GET', '/v1/notes');
    await expect.poll(() => test.records).toMatchObject([{ durationMs: 0 }]);
  });

  it('that cannot be taken is logged, and the server goes on', async () => {
    await using server = await notesServer({
      seams: {
        record: () => {
          throw new Error('full');
        },
      },
    });
    const { headers } = await post(server.url, '/v1/notes', { title: 'Milk' });
    await expect.poll(() => server.logged.map(({ message }) => message)).toEqual(['request', 'a request could not be recorded']);
    expect(server.logged[1]?.fields).toEqual({ request_id: headers['x-request-id'], err: new Error('full') });
    expect((await call(server.url, 'GET', '/v1/notes')).status).toBe(200);
  });
});
