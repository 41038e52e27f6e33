import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Express } from 'express';
import type { CatalogueEntry } from './contract.ts';
import { answerParserError, type ParserError } from './parser-error.ts';
import { trackRequests, type InFlight } from './in-flight.ts';
import { stopListening } from './stop-listening.ts';

/** How a server listens. */
export interface ListenOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  errors: Readonly<Record<string, CatalogueEntry>>;
  docUrl(code: string): string;
}

/** A server that takes requests. */
export interface Listening {
  server: Server;
  /** `http://127.0.0.1:3000` */
  url: string;
  /**
   * Takes no new connections, finishes the requests that are in flight, and closes what is left.
   *
   * @param patience milliseconds that requests in flight have
   * @param grace milliseconds in which what comes on open connections is answered too, each with the word that it was
   *   the last: a proxy may have sent it before it heard. Without connections, nothing is waited for.
   */
  close(patience: number, grace?: number): Promise<void>;
}

/** Octets of the first line and the headers that are held in memory before they are refused. */
const LARGEST_PARSED = 256 * 1024;
/** Milliseconds in which the headers, and the whole request, must have arrived. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
/** Milliseconds in which a client must read something of an answer; Node notices within twice as long. */
const UNREAD_TIMEOUT = 15_000;
/** Milliseconds that an idle connection is kept: longer than proxies do (60 s), so that they close it and not we, while they send. */
const KEEP_ALIVE_TIMEOUT = 75_000;

/**
 * Starts an HTTP server in which also what Node's parser refuses is answered as JSON.
 *
 * @throws Error when the address is taken or not ours
 */
export async function listen(app: Express, { host, port, errors, docUrl }: ListenOptions): Promise<Listening> {
  const server = createServer(
    {
      // Larger than what we allow, because only we can tell a long URL from large headers; the parser stops what is larger still.
      maxHeaderSize: LARGEST_PARSED,
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
      connectionsCheckingInterval: 1000,
      requireHostHeader: false, // Node would answer a missing Host with an empty body.
    },
    app,
  );
  const inFlight = trackRequests(server);
  server.timeout = UNREAD_TIMEOUT;
  server.on('timeout', (socket: Socket) => {
    // Closed in order, it would keep what nobody reads in the system's memory.
    if (socket.writableLength > 0) socket.resetAndDestroy();
    else if (![...inFlight.responses].some(({ req }) => req.socket === socket)) socket.destroy();
  });
  const closed = new Promise((resolve) => server.once('close', resolve));
  server.on('clientError', (error: ParserError, socket: Socket) => {
    const answer = () => answerParserError(error, socket, errors, docUrl);
    const earlier = [...inFlight.responses].findLast(({ req }) => req.socket === socket && req.complete);
    if (earlier) earlier.once('close', answer); // What was asked before the rubbish is answered before it.
    else answer();
  });
  // Without a listener, Node would cut the connection. With one, it hands the socket over as it is.
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    answerParserError(new Error('CONNECT is for proxies.'), socket, errors, docUrl);
    socket.destroySoon();
  });
  // Node would answer with an empty body; the first checks refuse what comes here.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => server.emit('request', request, response));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: bound, family } = server.address() as AddressInfo; // A server on a port has an address.
  const shown = family === 'IPv6' ? `[${address}]` : address;
  return { server, url: `http://${shown}:${bound}`, close: (patience, grace = 0) => close(server, closed, inFlight, patience, grace) };
}

async function close(server: Server, closed: Promise<unknown>, inFlight: InFlight, patience: number, grace: number): Promise<void> {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => markLast(response));
  inFlight.responses.forEach(markLast);
  await stopListening(server);
  const late = setTimeout(() => server.closeAllConnections(), patience);
  await Promise.race([closed, sleep(grace, undefined, { ref: false })]);
  await Promise.race([inFlight.none(), closed]);
  server.closeAllConnections(); // Those that have sent no request, or half of one.
  await closed;
  clearTimeout(late);
  server.close(() => {}); // Ends what `http` checks its connections with; that it does not listen any more is known.
}

/** Tells the client that the connection closes behind this answer. */
function markLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
