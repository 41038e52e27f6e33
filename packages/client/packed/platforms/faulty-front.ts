import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands in front of the API and lets everything through but what clients must get over. */
export interface Front extends AsyncDisposable {
  origin: string;
}

const UNAVAILABLE = { error: { code: 'service_unavailable', message: 'Come back later.', details: [], request_id: 'req_front', doc_url: 'https://plumbline.example' } };

/**
 * Starts it on a port of its own. Every other request for the status is answered with 503, every other one for the
 * settings with half an answer, and those for the usage never. (Browsers repeat a GET by themselves when a connection that
 * they had open breaks before the answer.)
 */
export async function startFront(api: string): Promise<Front> {
  const asked = new Map<string, number>();
  const isOdd = (path: string): boolean => {
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    return times % 2 === 1;
  };

  const server = createServer((incoming, outgoing) => {
    const path = incoming.method === 'GET' ? new URL(incoming.url ?? '', api).pathname : '';
    if (path === '/v1/usage') return;
    if (path === '/v1/status' && isOdd(path)) refuse(outgoing);
    else if (path === '/v1/settings' && isOdd(path)) breakOff(outgoing);
    else pass(api, incoming, outgoing);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // It listens on a port.
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Answers as the API does when its database is out of reach. */
function refuse(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '0', 'Access-Control-Allow-Origin': '*' }).end(JSON.stringify(UNAVAILABLE));
}

function breakOff(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000', 'Access-Control-Allow-Origin': '*' });
  outgoing.write('{"pag', () => outgoing.socket?.resetAndDestroy());
}

function pass(api: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming;
  const passed = request(new URL(incoming.url ?? '', api), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on('error', (error) => outgoing.destroy(error));
  incoming.pipe(passed);
}
