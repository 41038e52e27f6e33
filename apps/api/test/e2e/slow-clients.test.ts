import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';

const SOCKETS = 500;
/** How many requests others send meanwhile, one after the other. */
const OTHERS = 200;
/** Milliseconds between two octets of a slow client. */
const PACE = 500;

const database = testDatabase();
let api: ApiServer;
let key: string;
beforeAll(async () => {
  api = await startApi(database());
  key = (await newAccount(database().db)).sandboxKey;
});
afterAll(() => api[Symbol.asyncDispose]());

/** What slow clients send; the first part at once, the rest octet by octet. */
const SLOW: [what: string, first: () => string, status: string][] = [
  ['headers octet by octet', () => 'GET /v1/projects HTTP/1.1\r\nHost: a\r\nX-Slow: ', '408 Request Timeout'],
  ['a body octet by octet', () => head('POST', 'Content-Type: application/json\r\nContent-Length: 1000000'), '408 Request Timeout'],
  ['nothing at all', () => '', '408 Request Timeout'],
];

it(`${SOCKETS} clients that send slowly or not at all hold up nobody, and each is told and cut off in time`, { timeout: 90_000 }, async () => {
  const clients = await Promise.all(Array.from({ length: SOCKETS }, (_, index) => slowClient(index)));

  const took: number[] = [];
  for (let sent = 0; sent < OTHERS; sent += 1) {
    const began = performance.now();
    expect((await api.send('GET', '/v1/projects', { key })).status).toBe(200);
    took.push(performance.now() - began);
  }
  const outcomes = await Promise.all(clients.map(({ outcome }) => outcome));

  expect(outcomes.filter(({ got, want }) => !got.startsWith(`HTTP/1.1 ${want}\r\n`) || !got.includes('request_timeout'))).toEqual([]);
  process.stdout.write(`Of ${OTHERS} requests beside ${SOCKETS} slow clients, 99 % took less than ${took.toSorted((a, b) => a - b)[Math.floor(OTHERS * 0.99)]?.toFixed(1)} ms\n`);
});

it(`${SOCKETS} clients that do not read their answers hold up nobody`, { timeout: 60_000 }, async () => {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => open()));
  for (const socket of sockets) socket.pause().write(head('GET', 'Content-Length: 0'));

  for (let sent = 0; sent < OTHERS; sent += 1) expect((await api.send('GET', '/v1/projects', { key })).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

async function slowClient(index: number) {
  const [what, first, want] = SLOW[index % SLOW.length] ?? ['', () => '', ''];
  const socket = await open();
  socket.write(first());
  const dripping = setInterval(() => first() !== '' && socket.writable && socket.write('a'), PACE);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const outcome = once(socket, 'close').then(() => {
    clearInterval(dripping);
    return { what, want, got: Buffer.concat(chunks).toString() };
  });
  return { outcome };
}

async function open(): Promise<Socket> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1').on('error', () => {}); // It is cut off while it writes.
  await once(socket, 'connect');
  return socket;
}

function head(method: string, more: string): string {
  return `${method} /v1/projects HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\n${more}\r\n\r\n`;
}
