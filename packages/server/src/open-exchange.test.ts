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
});

describe('exchangeOf', () => {
  it('fails for a response that it has not seen', () => {
    expect(() => exchangeOf({} as ServerResponse)).toThrow('No exchange was opened'); // It is looked up and not touched.
  });
});
