import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands where the contract's examples have other people's servers: endpoints of webhooks, and processors. */
export interface Receiver extends AsyncDisposable {
  /** Answers 204. */
  hookUrl: string;
  /** A processor that gives the first input back, and does not answer to any other. */
  slowUrl: string;
  /** A processor that fails. */
  failingUrl: string;
}

/** Starts a receiver on this machine, on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    if (request.url === '/plumbline') response.writeHead(204).end();
    else if (request.url === '/failing') response.writeHead(500).end();
    else if (body === '{"n":1}') response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    // What comes to /slow beyond that waits until its caller gives it up.
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on TCP.

  return {
    hookUrl: `${origin}/plumbline`,
    slowUrl: `${origin}/slow`,
    failingUrl: `${origin}/failing`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
