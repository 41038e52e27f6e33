import { request as httpRequest } from 'node:http';
import type { RequestHandler } from 'express';
import { sayBeingBuilt } from './being-built.ts';

/** Hands requests on to another server of this machine, with the same path; for development, where Astro serves the site. */
export function proxyTo(origin: string): RequestHandler {
  const { hostname, port } = new URL(origin);

  return (request, response) => {
    const { method, url: path, headers } = request;
    const onward = httpRequest({ hostname, port, method, path, headers: { ...headers, host: `${hostname}:${port}` } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => {
      // It takes a few seconds to start, and ends before this server does.
      if (response.headersSent) response.destroy();
      else sayBeingBuilt(response);
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
}
