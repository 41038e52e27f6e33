import { Agent, request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runServer, urlOf, type Child } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { freePort } from '../free-port.ts';
import { startNginx } from '../nginx.ts';
import { numberFrom } from './harness/seed.ts';
import { issue, newPlaces } from './harness/world.ts';

/** How often a process is stopped and started again; more by hand. */
const RESTARTS = numberFrom('RESTARTS') ?? 4;
const CALLERS = 8;

it.each([
  ['keeps connections to the servers', true],
  ['makes a new connection for each request', false],
])('no request fails while processes restart one after the other behind an nginx that %s', async (_, keepalive) => {
  const { url: databaseUrl, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATA_DIR: testFolder(), DATABASE_URL: databaseUrl, TRUSTED_PROXIES: 'loopback' };
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl });
  onTestFinished(database.close);
  const store = createStore(database.db);
  const { sandbox } = await newPlaces(database.db);
  // Their secrets are none, which deliveries would say.
  await database.db.deleteFrom('webhooks').execute();
  const { key } = await issue(store, sandbox);

  const ports = [await freePort(), await freePort()] as const;
  const start = async (port: number): Promise<Child> => {
    const server = runServer({ ...env, PORT: String(port) });
    await urlOf(server);
    return server;
  };
  const servers = await Promise.all(ports.map(start));
  const nginx = await startNginx({ ports, keepalive });
  const load = startLoad(nginx.url, key);

  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const which = restart % servers.length;
    const [server, port] = [servers[which], ports[which]];
    if (!server || port === undefined) throw new Error('Every port has its server.');
    await server.kill('SIGTERM');
    expect([await server.exit, server.output()]).toEqual([0, expect.not.stringMatching(/error/i)]);
    servers[which] = await start(port);
  }
  const { made, failed, answered } = await load.stop();

  expect(failed, `nginx says:\n${nginx.log()}`).toEqual([]);
  const names = await database.db.selectFrom('projects').select('name').where('name', 'like', 'load %').orderBy('name').execute();
  expect(names.map(({ name }) => name)).toEqual(made.toSorted());
  process.stdout.write(`${RESTARTS} restarts, ${answered} requests, ${made.length} of them created a project\n`);
}, 60_000 + RESTARTS * 20_000);

/** Reads and writes through the proxy without a pause until it is stopped; what does not succeed is noted. */
function startLoad(url: string, key: string) {
  const agent = new Agent({ keepAlive: true });
  const made: string[] = [];
  const failed: string[] = [];
  let answered = 0;
  const stopping = new AbortController();

  const send = (method: string, body?: object) =>
    new Promise<number>((resolve, reject) => {
      const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) };
      const sent = request(`${url}/v1/projects`, { method, agent, headers }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0)).on('error', reject);
      });
      sent.on('error', reject).end(body && JSON.stringify(body));
    });
  const call = async (caller: number) => {
    for (let count = 0; !stopping.signal.aborted; count += 1) {
      const name = `load ${caller} ${count}`;
      const isWrite = count % 2 === 1;
      const outcome = await (isWrite ? send('POST', { name }) : send('GET')).catch(String);
      answered += 1;
      if (outcome === 201) made.push(name);
      else if (outcome !== 200) failed.push(`${isWrite ? 'POST' : 'GET'} number ${answered}: ${outcome}`);
    }
  };
  const callers = Array.from({ length: CALLERS }, (_, caller) => call(caller));

  return {
    async stop() {
      stopping.abort();
      await Promise.all(callers);
      agent.destroy();
      return { made, failed, answered };
    },
  };
}
