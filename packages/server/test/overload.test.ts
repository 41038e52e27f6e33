import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { generous } from './limiters.ts';
import { call, notesServer, type NoteHandlers } from './notes-server.ts';

/** How many requests a server works at. */
const MOST = 100;

it('works at a hundred requests, refuses who waits too long for a turn, and goes on when there is room', async () => {
  const release = Promise.withResolvers<void>();
  const full = Promise.withResolvers<void>();
  let begun = 0;
  const getNote = async () => {
    begun += 1;
    if (begun === MOST) full.resolve();
    await release.promise;
    return { status: 200 as const, body: { id: 'note_1', title: 'Milk' } };
  };
  await using server = await notesServer({ handlers: { getNote }, seams: { limiter: generous } });
  const held = Array.from({ length: MOST }, () => call(server.url, 'GET', '/v1/notes/note_1'));
  await full.promise;

  const refused = await call(server.url, 'GET', '/v1/notes/note_1');
  const waiting = call(server.url, 'GET', '/v1/notes/note_1');
  release.resolve();

  expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, json: { error: { code: 'service_unavailable', message: 'Too many requests are being answered at the moment.' } } });
  expect(new Set((await Promise.all([...held, waiting])).map(({ status }) => status))).toEqual(new Set([200]));
  expect([begun, server.breaches]).toEqual([MOST + 1, []]);
});

it('gives the turn of who waits for slow work to others, but not out of a transaction', async () => {
  const release = Promise.withResolvers<void>();
  const createNote: NoteHandlers['createNote'] = async ({ body, basePath, aside }) => {
    await aside(() => release.promise);
    return { status: 201, headers: { Location: `${basePath}/notes/note_1` }, body: { id: 'note_1', title: body.title } };
  };
  await using server = await notesServer({ handlers: { createNote }, seams: { limiter: generous } });
  const send = (headers = {}) => call(server.url, 'POST', '/v1/notes', { headers: { 'content-type': 'application/json', ...headers }, body: '{"title":"Milk"}' });
  const slow = Array.from({ length: 2 * MOST }, () => send());
  const isServed = async () => (await call(server.url, 'GET', '/v1/notes/note_1')).status === 200;
  expect(await isServed()).toBe(true);

  const kept = Array.from({ length: MOST }, (_none, index) => send({ 'idempotency-key': `key-${index}` }));
  await vi.waitFor(async () => expect(await isServed()).toBe(false), { timeout: 10_000 });
  release.resolve();
  expect(new Set((await Promise.all([...slow, ...kept])).map(({ status }) => status))).toEqual(new Set([201]));
});

it('gives the turn of who is still sending to others', async () => {
  await using server = await notesServer({ seams: { limiter: generous } });
  const head = 'POST /v1/notes HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"title"';
  const sockets = await Promise.all(
    Array.from({ length: 2 * MOST }, async () => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(head);
      return socket;
    }),
  );

  expect((await call(server.url, 'GET', '/v1/notes/note_1')).status).toBe(200);
  const answers = sockets.map(async (socket) => String((await once(socket, 'data'))[0]).slice(0, 12));
  for (const socket of sockets) socket.write(':"Milk"}');
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['HTTP/1.1 201']));
  for (const socket of sockets) socket.destroy();
});
