import { Client, ConnectionError } from '@plumbline/client';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { runServer, urlOf } from '../child.ts';
import { newAccount } from './harness/account.ts';
import { emptyDatabase } from './harness/empty-database.ts';

const KILLS = 50;
const WRITERS = 8;
/** What a project must be called after a restart; undefined when it was deleted. */
type Acknowledged = Map<string, string | undefined>;

it(`loses no acknowledged write in ${KILLS} SIGKILLs under load`, { timeout: 600_000 }, async () => {
  const env = await emptyDatabase();
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl: env.DATABASE_URL || undefined });
  const { sandboxKey } = await newAccount(database.db);
  await database.close();
  const acknowledged: Acknowledged = new Map();

  let writes = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const server = runServer(env);
    const client = clientOf(await urlOf(server), sandboxKey);
    expect(await lost(client, acknowledged)).toEqual([]);

    const recent: Acknowledged = new Map();
    const enough = 20 + (kill % 7) * 15; // Each round dies at another place.
    const writers = Array.from({ length: WRITERS }, (_none, index) => write(client, `${kill}-${index}`, recent, () => recent.size >= enough));
    await Promise.race(writers);
    await server.kill('SIGKILL');
    await Promise.all(writers);
    for (const [id, name] of recent) acknowledged.set(id, name);
    writes += recent.size;
  }

  const server = runServer(env);
  expect(await lost(clientOf(await urlOf(server), sandboxKey), acknowledged)).toEqual([]);
  process.stdout.write(`${writes} projects were acknowledged in ${KILLS} lives of the server, and all are there.\n`);
});

/** A client that sends everything once, so that what it says was acknowledged was. */
function clientOf(url: string, apiKey: string): Client['http'] {
  return new Client({ apiKey, baseUrl: `${url}/v1`, retries: 0, pacing: false }).http;
}

/** Creates, renames and deletes until the server is gone, and remembers only what was acknowledged. */
async function write(client: Client['http'], writer: string, recent: Acknowledged, done: () => boolean): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      const created = await client.POST('/projects', { body: { name: `${writer}-${turn}` } });
      if (!created.data) throw new Error(`A write was refused: ${JSON.stringify(created.error)}`);
      const { id, name } = created.data;
      recent.set(id, name);
      const params = { path: { project_id: id } };
      if (turn % 3 === 1) {
        recent.delete(id); // Until it is answered, either name may be there.
        const renamed = await client.PATCH('/projects/{project_id}', { params, body: { name: `${name}-renamed` } });
        recent.set(id, renamed.data?.name);
      } else if (turn % 5 === 4) {
        recent.delete(id);
        await client.DELETE('/projects/{project_id}', { params });
        recent.set(id, undefined);
      }
    } catch (error) {
      if (error instanceof ConnectionError) return; // The server is gone, as it should be.
      throw error;
    }
    if (done()) return;
  }
}

/** What the server has acknowledged and does not have any more. */
async function lost(client: Client['http'], acknowledged: Acknowledged) {
  const found = new Map<string, string>();
  for (let page = 1, more = true; more; page += 1) {
    const { data, error } = await client.GET('/projects', { params: { query: { page, per_page: 100 } } });
    if (!data) throw new Error(`The list was refused: ${JSON.stringify(error)}`);
    for (const { id, name } of data.data) found.set(id, name);
    more = data.meta.has_next;
  }
  return [...acknowledged].filter(([id, name]) => found.get(id) !== name);
}
