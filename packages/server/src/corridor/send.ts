import { validateHeaderName, validateHeaderValue, type ServerResponse } from 'node:http';
import type { Rendered } from './render.ts';

/** Sends an answer at once, with its length. For HEAD, Node leaves the body out. */
export function send(response: ServerResponse, { status, headers, body }: Rendered): void {
  if (response.headersSent || response.destroyed) return;
  setHeaders(response, headers);
  if (body !== undefined) response.setHeader('Content-Length', Buffer.byteLength(body));
  response.writeHead(status);
  response.end(body);
  // What is still being sent of a body is read to its end: a client that writes before it reads would never see the answer.
  if (!response.req.complete) response.req.resume();
}

/**
 * Sets the headers of an answer.
 *
 * @throws TypeError when one of them cannot be sent; none is set then
 */
export function setHeaders(response: ServerResponse, headers: Record<string, string>): void {
  const entries = Object.entries(headers);
  // All before any: what is set stays set on the 500 that takes the place of an answer that cannot be sent.
  for (const [name, value] of entries) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  for (const [name, value] of entries) response.setHeader(name, value);
}
