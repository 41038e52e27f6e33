import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A TCP relay in front of a server, which can take the server away in the ways that networks do. */
export interface Relay {
  port: number;
  /** Passes nothing on any more, but keeps every connection and takes new ones: a frozen server. */
  freeze(): void;
  thaw(): void;
  /** Drops every connection and takes no new one: a stopped server. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts a relay to a server for the test that is running; without a target it never answers. */
export async function startRelay(target?: { host: string; port: number }): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isFrozen = target === undefined;
  const server = createServer((incoming) => {
    sockets.add(incoming.on('error', () => {}));
    if (!target) return;

    const outgoing = connect(target).on('error', () => incoming.destroy());
    sockets.add(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    if (isFrozen) [incoming, outgoing].forEach(hold);
  });
  const drop = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const start = async (port: number) => {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    drop();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  const port = await start(0);
  onTestFinished(stop);

  return {
    port,
    freeze() {
      isFrozen = true;
      sockets.forEach(hold);
    },
    thaw() {
      isFrozen = false;
      sockets.forEach((socket) => socket.uncork());
      for (const socket of sockets) socket.resume();
    },
    stop,
    start: async () => void (await start(port)),
  };
}

function hold(socket: Socket): void {
  socket.cork();
  socket.pause();
}
