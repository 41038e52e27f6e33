import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isReady } from '../health/is-ready.ts';
import type { Database, Report } from '../store/database.ts';
import type { Metrics } from './metrics.ts';

/** Where Prometheus' exporters of this kind are by custom. */
const USUAL_PORT = 9464;
/** Milliseconds in which a request must have arrived. */
const TIMEOUT = 5_000;
const PATHS = new Set(['/metrics', '/livez', '/readyz']);

interface Needs {
  metrics: Pick<Metrics, 'page'>;
  database: Pick<Database, 'ping'>;
  host: string;
  /** 0 lets the system choose; undefined takes the usual one, and does without it when that is taken. */
  port: number | undefined;
  usualPort?: number;
  /** Is told where the metrics are, or that they are nowhere. */
  say: Report;
}

/**
 * Serves `/metrics` to Prometheus, and `/livez` and `/readyz` to whoever probes a process that has no other port. It is
 * for those who run the server: nobody else is to reach its port.
 *
 * @returns what ends it
 * @throws Error that says what to do when a port cannot be had that the operator has chosen.
 */
export async function serveMetrics({ metrics, database, host, port, usualPort = USUAL_PORT, say }: Needs): Promise<() => Promise<void>> {
  const server = createServer({ requestTimeout: TIMEOUT, headersTimeout: TIMEOUT }, (request, response) => {
    answer(request, response, { metrics, database }).catch((error: unknown) => {
      say(`The metrics could not be shown: ${String(error)}`);
      response.writeHead(500).end();
    });
  });

  try {
    server.listen(port ?? usualPort, host);
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // What a server emits as 'error'.
    if (port === undefined && code === 'EADDRINUSE') {
      say(`Port ${usualPort} is taken, so that this process shows no metrics: set METRICS_PORT to another one (0 takes one that is free).`);
      return async () => {};
    }
    throw new Error(`The metrics cannot be served: ${code === 'EADDRINUSE' ? `port ${port} is taken` : message}. Choose another METRICS_PORT, or HOST.`, { cause: error });
  }

  server.on('error', (error) => say(`A connection to the metrics could not be taken: ${error.message}`));
  const { address, port: bound, family } = server.address() as AddressInfo; // A server on a port has an address.
  say(`Metrics are at http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/metrics`);
  return async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
}

async function answer({ url = '', method = '' }: IncomingMessage, response: ServerResponse, { metrics, database }: Pick<Needs, 'metrics' | 'database'>): Promise<void> {
  const path = url.replace(/\?.*/s, '');
  if (!PATHS.has(path)) return tell(response, 404, 'not_found');
  if (method !== 'GET' && method !== 'HEAD') return tell(response.setHeader('Allow', 'GET, HEAD'), 405, 'method_not_allowed');

  if (path === '/livez') return tell(response, 200, 'ok');
  if (path === '/readyz') return (await isReady(database)) ? tell(response, 200, 'ok') : tell(response, 503, 'unavailable');
  const { contentType, text } = await metrics.page();
  response.writeHead(200, { 'Content-Type': contentType }).end(text);
}

function tell(response: ServerResponse, status: number, word: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ status: word }));
}
