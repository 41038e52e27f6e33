import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The requests that a server is answering. */
export interface InFlight {
  /** Their responses. */
  responses: ReadonlySet<ServerResponse>;
  /** Resolves when there are none. */
  none(): Promise<void>;
}

/** Keeps count of a server's requests from their headers to the end of their answers. */
export function trackRequests(server: Server): InFlight {
  const responses = new Set<ServerResponse>();
  const waiting: (() => void)[] = [];
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    responses.add(response);
    response.once('close', () => {
      responses.delete(response);
      if (responses.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
  });
  return {
    responses,
    none: () => (responses.size === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
}
