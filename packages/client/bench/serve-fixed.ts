import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce } from '@plumbline/benchmark';
import { contract } from '@plumbline/contract';

/** The project that is answered with, whatever is asked for. */
const PROJECT = JSON.stringify(contract.document.components.examples.Project.value);

/** What the API sends with it to a sandbox key: one with limits may not call as often as this. */
const HEADERS = {
  'X-Request-Id': 'req_7Yq2mB4kXw9cZt1vLrN8aE',
  'Access-Control-Allow-Origin': '*',
  ETag: '"c1f0a2b3d4e5f607"',
  'Content-Type': 'application/json',
  'Content-Length': Buffer.byteLength(PROJECT),
};

/** The process of a server that costs next to nothing, so that what clients cost shows. It ends when its parent lets go of it. */
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, HEADERS).end(PROJECT);
});
process.on('disconnect', () => process.exit());
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo; // A server on a port has an address.
announce({ url: `http://127.0.0.1:${port}`, readyMs: performance.now() });
