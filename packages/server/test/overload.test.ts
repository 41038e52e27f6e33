import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { generous } from './limiters.ts';
import { call, notesServer } from './notes-server.ts';

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
