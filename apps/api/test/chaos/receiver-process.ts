import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { receptionsFile } from './history.ts';
import type { Reception } from './history.ts';

// A receiver in a process of its own, which writes everything down that comes in: node receiver-process.ts <folder>.
// Three requests in ten are answered with an error, broken off before or in the middle of the answer, or left hanging.
const [folder = '.'] = process.argv.slice(2);
const file = receptionsFile(folder);

type Mood = (response: ServerResponse) => void;
const answer = (status: number, headers = {}): Mood => (response) => void response.writeHead(status, headers).end(`{"status":${status}}`);
const MOODS: readonly { part: number; status: number | null; act: Mood }[] = [
  { part: 0.04, status: 500, act: answer(500) },
  { part: 0.02, status: 503, act: answer(503, { 'retry-after': '1' }) },
  { part: 0.02, status: 302, act: answer(302, { location: '/elsewhere' }) },
  { part: 0.02, status: 404, act: answer(404) },
  { part: 0.05, status: null, act: (response) => void response.socket?.resetAndDestroy() },
  {
    part: 0.05,
    status: null,
    act(response) {
      response.writeHead(200, { 'content-length': '1000' }).write('cut');
      setImmediate(() => response.socket?.destroy());
    },
  },
  { part: 0.1, status: null, act: () => {} },
];
const GOOD = { status: 204, act: answer(204) };

const server = createServer(async (request, response) => {
  const body = await text(request).catch(() => undefined);
  // Whoever was killed while sending has sent nothing.
  if (body === undefined) return;
  let dice = Math.random();
  const mood = MOODS.find(({ part }) => (dice -= part) < 0) ?? GOOD;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const reception: Reception = { path: request.url ?? '', headers, body, at: Date.now(), answered: mood.status };
  // Before it is answered, so that there is nothing that a sender may count on and that is not written.
  appendFileSync(file, `${JSON.stringify(reception)}\n`);
  mood.act(response);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  process.stdout.write(`The receiver is at http://127.0.0.1:${port}\n`);
});
