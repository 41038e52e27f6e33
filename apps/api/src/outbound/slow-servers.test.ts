import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFarServer } from '../../test/far-server.ts';
import { watchConnections } from '../../test/watch-connections.ts';
import { openOutbound } from './outbound.ts';

const REQUEST = { headers: {}, body: '{}', timeoutMs: 5_000 };
const SOON = { ...REQUEST, timeoutMs: 150 };
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

function open() {
  const outbound = openOutbound({ allowLoopback: true, extraPorts: [], resolve: async () => ['93.184.216.34'] });
  onTestFinished(() => outbound.close());

  return outbound;
}

/** A server of this machine that does this with every connection. */
async function serve(handle: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    handle(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;

  return { port, url: `http://127.0.0.1:${port}/`, open: () => sockets.size };
}

/** Says something at once, and then one more thing every few milliseconds, for as long as the connection is there. */
function drip(first: string, more: string) {
  return (socket: Socket) => {
    socket.resume().write(first);
    const timer = setInterval(() => socket.write(more), 10);
    socket.on('close', () => clearInterval(timer));
  };
}

describe('a server that is slow', () => {
  it.each([
    ['and says nothing', (socket: Socket) => void socket.resume()],
    ['with the first line', drip('HTTP/1.1 200 O', 'K')],
    ['with a header', drip('HTTP/1.1 200 OK\r\nx-a: ', 'a')],
    ['with many headers', drip('HTTP/1.1 200 OK\r\n', 'x-a: a\r\n')],
    ['with its body', drip('HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n', 'a')],
    ['with its chunks', drip('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n')],
    ['with the length of a chunk', drip('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', 'a')],
    ['with what comes behind the last chunk', drip('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n', 'x-a: a\r\n')],
    ['and says that it goes on', drip('HTTP/1.1 103 Early Hints\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
  ])('%s is left when the time is over', async (_, handle) => {
    const server = await serve(handle);
    const answer = await open().post(server.url, SOON);

    expect(answer).toMatchObject({ kind: 'failed', reason: 'There was no complete answer within 0.15 s.', isTimeout: true });
    expect(answer.durationMs).toBeGreaterThanOrEqual(145);
    await expect.poll(server.open).toBe(0);
  });

  it('with TLS is left when the time is over, and so is its connection', async () => {
    const server = await serve((socket) => void socket.resume());
    watchConnections(server.port);

    expect(await open().post('https://hooks.example.com/', SOON)).toMatchObject({ kind: 'failed', isTimeout: true });
    await expect.poll(server.open).toBe(0);
  });

  it('with its name is left when the time is over', async () => {
    const connections = watchConnections();
    const outbound = openOutbound({ allowLoopback: false, extraPorts: [], resolve: () => new Promise(() => {}) });

    expect(await outbound.post('https://hooks.example.com/', SOON)).toMatchObject({ kind: 'failed', isTimeout: true });
    await outbound.close();
    expect(connections.attempts).toEqual([]);
  });

  it.each([
    ['at one origin', 'http' as const],
    ['at one origin, with TLS', 'https' as const],
  ])('%s does not hold up the next call', async (_, scheme) => {
    let connections = 0;
    // The first 20 connections go nowhere, before TLS begins.
    const gate = await serve((socket) => {
      connections += 1;
      if (connections > 20) far.take(socket, scheme);
    });
    const far = await startFarServer((_request, response) => response.end('ok'), { behind: gate.port });
    const outbound = open();
    const giveUp = new AbortController();
    const url = scheme === 'https' ? 'https://hooks.example.com/' : gate.url;
    const slow = Array.from({ length: 20 }, () => outbound.post(url, { ...REQUEST, signal: giveUp.signal }));
    await expect.poll(() => connections).toBe(20);

    expect(await Promise.race([...slow, outbound.post(url, REQUEST)])).toMatchObject({ kind: 'answered', text: 'ok' });
    giveUp.abort();
    expect(new Set((await Promise.all(slow)).map(({ kind }) => kind))).toEqual(new Set(['failed']));
  });
});

describe('a server', () => {
  it('that resets the connection has failed', async () => {
    const { url } = await serve((socket) => socket.once('data', () => socket.resetAndDestroy()));

    expect(await open().post(url, REQUEST)).toMatchObject({
      kind: 'failed',
      reason: 'The connection was closed before the answer was complete (ECONNRESET).',
      isTimeout: false,
    });
  });

  it('that is not there has failed', async () => {
    const { url, port } = await serve(() => {});
    const connections = watchConnections();
    const answer = await open().post(url.replace(String(port), '1'), REQUEST);

    expect(answer).toMatchObject({ kind: 'failed', reason: 'The connection was refused (ECONNREFUSED).', isTimeout: false });
    expect(connections.attempts).toEqual(['127.0.0.1 1']);
  });

  it('is not kept connected when nobody calls it, whatever it offers', async () => {
    const server = await serve((socket) => socket.on('data', () => socket.write(OK.replace('\r\n', '\r\nkeep-alive: timeout=600\r\n'))));
    const outbound = open();
    await outbound.post(server.url, REQUEST);
    expect(server.open()).toBe(1);

    await expect.poll(server.open, { timeout: 9_000, interval: 100 }).toBe(0);
  });
});

describe('whoever calls', () => {
  it('may give up before', async () => {
    const connections = watchConnections();
    const { url } = await serve(() => {});

    expect(await open().post(url, { ...REQUEST, signal: AbortSignal.abort() })).toMatchObject({ kind: 'failed', reason: 'The call was given up.', isTimeout: false });
    expect(connections.attempts).toEqual([]);
  });

  it.each([
    ['while nothing comes', ''],
    ['while the answer comes', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\na'],
  ])('may give up %s', async (_, first) => {
    const giveUp = new AbortController();
    const server = await serve((socket) => {
      socket.once('data', () => {
        socket.write(first);
        setTimeout(() => giveUp.abort(), 20);
      });
    });

    expect(await open().post(server.url, { ...REQUEST, signal: giveUp.signal })).toMatchObject({ kind: 'failed', reason: 'The call was given up.', isTimeout: false });
    await expect.poll(server.open).toBe(0);
  });

  it('and closes the client waits for what is under way', async () => {
    const server = await serve((socket) => socket.once('data', () => setTimeout(() => socket.write(OK), 50)));
    const outbound = openOutbound({ allowLoopback: true, extraPorts: [] });
    const answer = outbound.post(server.url, REQUEST);
    await expect.poll(server.open).toBe(1);
    await outbound.close();

    expect(await answer).toMatchObject({ kind: 'answered', text: 'ok' });
    await expect.poll(server.open).toBe(0);
  });
});
