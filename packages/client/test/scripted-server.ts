import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a request was, as it came in. */
export interface Received {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
}

/** What is done with one request, once it was read. */
export type Step = (response: ServerResponse, received: Received) => void | Promise<void>;

export interface ScriptedServer extends AsyncDisposable {
  url: string;
  received: Received[];
}

/** Starts a server on a port of its own that takes its steps one after the other, and the last one again and again. */
export async function serve(...steps: [Step, ...Step[]]): Promise<ScriptedServer> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers as Received['headers'], body: await text(request) }; // None of those that are sent comes twice.
    const step = steps[Math.min(received.push(one), steps.length) - 1] ?? steps[0];
    await step(response, one);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // A server that listens on a port has one.
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (response) => void response.writeHead(status, { 'Content-Type': 'application/json', 'X-Request-Id': 'req_1', ...headers }).end(JSON.stringify(body));
}

/** Answers with an error, as the API does. */
export function error(status: number, code: string, headers?: Record<string, string>): Step {
  return json(status, { error: { code, message: `It is ${code}.`, request_id: 'req_1', doc_url: `https://api.example/docs/errors/${code}/` } }, headers);
}

/** Breaks the connection instead of answering: what was asked may have been done. */
export const reset: Step = (response) => void response.socket?.resetAndDestroy();

/** Breaks the connection in the middle of the answer. */
export const half: Step = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
  response.write('{"id":', () => response.socket?.resetAndDestroy());
};

/** Never answers. */
export const hang: Step = () => {};

/** Answers later. */
export function after(milliseconds: number, step: Step): Step {
  return async (response, received) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await step(response, received);
  };
}
