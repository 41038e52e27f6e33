import { once } from 'node:events';
import { Agent, createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How a proxy fails: it cuts the connection before it has asked, or behind the server's answer; it says nothing for
 * ever; or it answers by itself.
 */
export type Fault = 'reset' | 'lost answer' | 'silence' | { status: number; headers?: OutgoingHttpHeaders; body?: string };

/** A request that came to the proxy. */
export interface Attempt {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** By `performance.now()`. */
  at: number;
  /** What the server answered; undefined when it was not asked. */
  answer?: { status: number; headers: IncomingMessage['headers'] };
}

export interface Proxy extends AsyncDisposable {
  url: string;
  attempts: Attempt[];
}

/** Puts a proxy in front of a server. It fails once for each fault, and then no more. */
export async function startProxy(target: string, faults: readonly Fault[] = []): Promise<Proxy> {
  const attempts: Attempt[] = [];
  const left = [...faults];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    const attempt: Attempt = { method, path, headers, at: performance.now() };
    attempts.push(attempt);
    const fault = left.shift();
    if (fault === 'silence') return;
    if (fault === 'reset') request.socket.resetAndDestroy();
    else if (typeof fault === 'object') request.resume().on('end', () => response.writeHead(fault.status, fault.headers).end(fault.body));
    else forward({ target, agent, attempt, isLost: fault === 'lost answer' }, request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  return {
    url: `http://127.0.0.1:${port}`,
    attempts,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Forwarding {
  target: string;
  agent: Agent;
  attempt: Attempt;
  isLost: boolean;
}

function forward({ target, agent, attempt, isLost }: Forwarding, request: IncomingMessage, response: ServerResponse): void {
  const { method, path, headers } = attempt;
  const asked = httpRequest(new URL(path, target), { method, headers, agent }, (answer) => {
    attempt.answer = { status: answer.statusCode ?? 0, headers: answer.headers };
    if (isLost) answer.resume().on('end', () => request.socket.resetAndDestroy());
    else answer.pipe(response.writeHead(attempt.answer.status, answer.headers));
  });
  // Whoever is asked no more has nothing to be told.
  asked.on('error', () => request.socket.destroy());
  response.on('close', () => response.writableFinished || asked.destroy());
  request.pipe(asked);
}
