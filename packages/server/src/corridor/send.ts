import type { ServerResponse } from 'node:http';
import type { Rendered } from './render.ts';

/** Sends an answer at once, with its length. For HEAD, Node leaves the body out. */
export function send(response: ServerResponse, { status, headers, octets }: Rendered): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (octets) response.setHeader('Content-Length', octets.length);
  response.writeHead(status);
  response.end(octets);
  // What is still being sent of a body is read to its end: a client that writes before it reads would never see the answer.
  if (!response.req.complete) response.req.resume();
}
