import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { call, notesServer, type NotesServer } from '../test/notes-server.ts';
import { exchangeOf } from './open-exchange.ts';

/** The one line that a request leaves. A response is closed a moment after its client has it. */
async function lineOf(server: NotesServer) {
  await expect.poll(() => server.logged).toHaveLength(1);
  return server.logged[0];
}

describe('openExchange', () => {
  it('logs the id that the client sent beside ours and never uses it', async () => {
    await using server = await notesServer();
    const { headers } = await call(server.url, 'GET', '/v1/nothing', { headers: { 'x-request-id': 'theirs' } });
    expect(headers['x-request-id']).toMatch(/^req_/);
    expect((await lineOf(server))?.fields).toMatchObject({ request_id: headers['x-request-id'], client_request_id: 'theirs' });
  });

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

describe('exchangeOf', () => {
  it('fails for a response that it has not seen', () => {
    expect(() => exchangeOf({} as ServerResponse)).toThrow('No exchange was opened'); // It is looked up and not touched.
  });
});
