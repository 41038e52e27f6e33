import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an endpoint takes deliveries. */
export type Manner = 'takes' | 'hangs' | 'refuses';

/** Endpoints of every manner on the loopback. */
export interface Endpoints extends AsyncDisposable {
  url(manner: Manner, name: string): string;
  /** When the first attempt at each event came in, by event and milliseconds since 1970. One that refuses notices none. */
  arrivals: ReadonlyMap<string, number>;
}

/** Starts endpoints: one server that answers 204 at once, and lets `/hangs` wait for ever; and a port on which nobody listens. */
export async function startEndpoints(): Promise<Endpoints> {
  const arrivals = new Map<string, number>();
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    if (!arrivals.has(id)) arrivals.set(id, Date.now());
    request.resume();
    if (!request.url?.startsWith('/hangs')) response.writeHead(204).end();
  });
  const open = await listen(server);
  const closed = createServer();
  const nobody = await listen(closed);
  closed.close();

  return {
    url: (manner, name) => `http://127.0.0.1:${manner === 'refuses' ? nobody : open}/${manner}/${name}`,
    arrivals,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port; // A server on a port has an address.
}
