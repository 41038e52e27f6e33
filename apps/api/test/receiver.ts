import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A delivery as it came in. */
export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** How a receiver answers; it may also do so itself, or never. */
type Answer = { status: number; headers?: Record<string, string>; body?: string } | ((response: ServerResponse) => void);

/** An endpoint of webhooks on the loopback. */
export interface Receiver {
  /** The URL of a path. */
  url(path?: string): string;
  received: Received[];
}

/**
 * Starts a receiver for the test that is running.
 *
 * @param answer is asked for each delivery, with how many came to its path before
 */
export async function startReceiver(answer: (received: Received, before: number) => Answer = () => ({ status: 204 })): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const one: Received = { path: request.url ?? '', headers: plain(request), body: await text(request) };
    const before = received.filter(({ path }) => path === one.path).length;
    received.push(one);
    const answered = answer(one, before);
    if (typeof answered === 'function') return answered(response);
    response.writeHead(answered.status, answered.headers).end(answered.body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  return { url: (path = '/') => `http://127.0.0.1:${port}${path}`, received };
}

function plain({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
