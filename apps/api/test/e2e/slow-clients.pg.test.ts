import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { slowly } from '../slow-client.ts';
import { newAccount } from './harness/account.ts';
import { sendTo } from './harness/send.ts';

const SLOW = 500;
/** Milliseconds in which a server has got rid of them, whatever the machine does beside. */
const PATIENCE = 60_000;
/** Milliseconds behind which a client that reads nothing looks whether it is still connected. */
const LOOK = 33_000;

it(`${SLOW} clients that are slow in every way are told so and closed, and the others are served`, { timeout: 2 * PATIENCE }, async () => {
  const { url: DATABASE_URL, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const database = await openPostgres(DATABASE_URL, () => {});
  const { sandboxKey: key } = await newAccount(database.db);
  await database.close();
  const server = runServer({ DATABASE_URL, DATA_DIR: testFolder() });
  const url = await urlOf(server);

  const started = performance.now();
  const slow = waysOf(key);
  const ends = Promise.all(
    Array.from({ length: SLOW }, async (_none, index) => {
      await sleep(index * 4);
      const way = slow[index % slow.length];
      return { name: way?.name, end: way && (await slowly(url, way, PATIENCE)), seconds: Math.round((performance.now() - started) / 1000) };
    }),
  );
  const over = new AbortController();
  void ends.finally(() => over.abort());
  const times: number[] = [];
  while (!over.signal.aborted) {
    const asked = performance.now();
    expect((await sendTo(url, 'GET', '/v1/projects', { key })).status).toBe(200);
    times.push(performance.now() - asked);
    await sleep(20);
  }

  process.stdout.write(`${times.length} requests beside ${SLOW} slow clients: p99 ${times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]?.toFixed(1)} ms.\n`);
  for (const [name, clients] of Map.groupBy(await ends, (client) => client.name)) {
    const seconds = clients.map((client) => client.seconds);
    process.stdout.write(`${name}: closed after ${Math.min(...seconds)} to ${Math.max(...seconds)} s.\n`);
    expect([name, ...new Set(clients.map(({ end }) => end))]).toEqual([name, name === 'reads nothing' ? 'reset' : '408 request_timeout']);
  }
  expect(server.output()).not.toContain('"level":50');
  await server.kill('SIGTERM');
});

function waysOf(key: string) {
  const host = `Host: api\r\nAuthorization: Bearer ${key}\r\n`;
  const post = `POST /v1/projects HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"name":"`;
  const large = `GET /docs/openapi.json HTTP/1.1\r\n${host}\r\n`.repeat(50); // 5 MB, which is more than the system holds for a connection.
  return [
    { name: 'says nothing', sends: '', drips: false, readsAfter: 0 },
    { name: 'drips its headers', sends: `GET /v1/projects HTTP/1.1\r\n${host}X-Slow: `, drips: true, readsAfter: 0 },
    { name: 'drips its body', sends: post, drips: true, readsAfter: 0 },
    { name: 'reads nothing', sends: large, drips: false, readsAfter: LOOK },
  ];
}
