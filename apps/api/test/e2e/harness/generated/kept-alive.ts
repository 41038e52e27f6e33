import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** One request as it goes over the wire. */
export interface Wire {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

/** What came back, untouched. */
export interface Octets {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends requests one after the other over a connection that stays open. */
export interface KeptAlive extends Disposable {
  send(wire: Wire): Promise<Octets>;
}

/** Opens a connection to a server, and another one whenever that was closed. */
export function keptAlive(url: string): KeptAlive {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  return {
    send: ({ body, ...wire }) =>
      new Promise((resolve, reject) => {
        const request = httpRequest({ hostname, port, agent, ...wire }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
        });
        request.on('error', reject);
        request.end(body);
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
