import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { notesServer } from '../test/notes-server.ts';
import { contract } from '../test/notes/index.gen.ts';
import { listen } from './listen.ts';

/** Longer than any test takes: what ends before it did not wait for it. */
const FOREVER = 3_600_000;
const HEALTH = 'GET /v1/health HTTP/1.1\r\nHost: notes.example\r\n\r\n';

/** A server of which one operation answers only when it is let go. */
async function heldServer(requests = 1) {
  const entered = Promise.withResolvers<void>();
  let waiting = requests;
  const release = Promise.withResolvers<void>();
  const getHealth = async () => {
    waiting -= 1;
    if (waiting === 0) entered.resolve();
    await release.promise;
    return { status: 200 as const, body: { ok: true } };
  };
  const server = await notesServer({ handlers: { getHealth } });
  const socket = await open(server.url);
  return { server, socket, entered: entered.promise, release: release.resolve };
}

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** All that a connection gets until it is closed. */
async function everything(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

/** Waits until a server takes no connections. */
async function refused(url: string): Promise<void> {
  const connected = () => open(url).then((socket) => (socket.destroy(), 'connected'), ({ code }: NodeJS.ErrnoException) => code);
  await vi.waitFor(async () => expect(await connected()).toBe('ECONNREFUSED'));
}

describe('listen', () => {
  it('says where it is', async () => {
    await using server = await notesServer();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('fails when the address is taken', async () => {
    await using server = await notesServer();
    const port = Number(new URL(server.url).port);
    const options = { host: '127.0.0.1', port, errors: contract.errors, docUrl: String };
    await expect(listen((() => {}) as unknown as Parameters<typeof listen>[0], options)).rejects.toMatchObject({ code: 'EADDRINUSE' }); // No request comes.
  });

  it('survives a client that asks for a tunnel and goes away', async () => {
    await using server = await notesServer();
    const socket = await open(server.url);
    socket.write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
    socket.resetAndDestroy();
    const other = await open(server.url);
    other.write(HEALTH.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    expect(await everything(other)).toContain('200 OK');
  });
});

describe('close', () => {
  it('finishes the request in flight, tells its client that it was the last, and takes no new connection', async () => {
    const { server, socket, entered, release } = await heldServer();
    const answer = everything(socket);
    socket.write(HEALTH);
    await entered;

    const closed = server.close(FOREVER);
    await refused(server.url);
    release();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*Connection: close\r\n(?:.*\r\n)*\r\n\{"ok":true\}$/);
    await closed;
  });

  it('waits for every request in flight', async () => {
    const { server, socket, entered, release } = await heldServer(2);
    const second = await open(server.url);
    const answers = Promise.all([everything(socket), everything(second)]);
    socket.write(HEALTH);
    second.write(HEALTH);
    await entered;

    const closed = server.close(FOREVER);
    release();
    for (const answer of await answers) expect(answer).toContain('{"ok":true}');
    await closed;
  });

  it.each([
    ['are idle', HEALTH, true],
    ['have sent nothing', '', false],
    ['have sent half a request', HEALTH.slice(0, 30), false],
  ])('does not wait for connections that %s', async (_, sent, answered) => {
    const server = await notesServer();
    const socket = await open(server.url);
    socket.write(sent);
    if (answered) await once(socket, 'data');
    const gone = everything(socket).catch(() => 'reset');
    await expect(server.close(FOREVER)).resolves.toBeUndefined();
    await gone;
  });

  it.each([
    ['has asked before', HEALTH],
    ['has sent nothing yet', ''],
    ['has sent half a request', HEALTH.slice(0, 30)],
  ])('answers who %s once more within the grace, and tells that it was the last time', async (_, sent) => {
    await using server = await notesServer();
    const socket = await open(server.url);
    socket.write(sent);
    if (sent === HEALTH) await once(socket, 'data');

    const closed = server.close(FOREVER, FOREVER);
    await refused(server.url);
    const answer = everything(socket);
    socket.write(sent === HEALTH ? HEALTH : HEALTH.slice(sent.length));

    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*Connection: close\r\n/);
    await closed;
  });

  it('closes the connections that nobody has used within the grace', async () => {
    await using server = await notesServer();
    const gone = everything(await open(server.url));
    await server.close(FOREVER, 1);
    expect(await gone).toBe('');
  });

  it('does not wait where nobody is connected', async () => {
    const server = await notesServer();
    await expect(server.close(FOREVER, FOREVER)).resolves.toBeUndefined();
  });

  it('cuts off what takes longer than it has patience', async () => {
    const { server, socket, entered } = await heldServer();
    const gone = everything(socket);
    socket.write(HEALTH);
    await entered;
    await server.close(1);
    expect(await gone).toBe('');
  });

  it('can be asked for twice', async () => {
    const server = await notesServer();
    await Promise.all([server.close(FOREVER), server.close(FOREVER)]);
    await expect(server.close(0)).resolves.toBeUndefined();
  });
});
