import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import type { Db } from '../../src/store/schema.ts';
import { runServer, urlOf } from '../child.ts';
import { newAccount } from './harness/account.ts';
import { emptyDatabase, type DatabaseEnv } from './harness/empty-database.ts';
import { sendTo } from './harness/send.ts';

const KILLS = 5;
const CLIENTS = 8;
/** Milliseconds: what was answered longer than this before the process was killed must be there. */
const BOUND = 1_000;

/** When each request was answered, by its id. */
type Answered = Map<string, number>;

/** Asks until the server is gone, and remembers what was answered when. */
async function ask(url: string, key: string, answered: Answered): Promise<void> {
  for (;;) {
    try {
      const { headers } = await sendTo(url, 'GET', '/v1/user', { key });
      answered.set(String(headers['x-request-id']), performance.now());
    } catch {
      return; // The server is gone, as it should be.
    }
  }
}

/** Lets a server answer for some time, ends it with a signal, and gives what it has answered and when that was. */
async function live(env: DatabaseEnv, key: string, milliseconds: number, signal: NodeJS.Signals) {
  const server = runServer(env);
  const url = await urlOf(server);
  const answered: Answered = new Map();
  const clients = Array.from({ length: CLIENTS }, () => ask(url, key, answered));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const end = performance.now();
  await server.kill(signal);
  await Promise.all(clients);
  return { answered, end };
}

async function reading<T>({ DATA_DIR, DATABASE_URL }: DatabaseEnv, work: (db: Db) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL || undefined });
  return work(database.db).finally(() => database.close());
}

/** What was logged, and how much was counted. */
function recorded(env: DatabaseEnv, accountId: string): Promise<{ ids: Set<string>; counted: number }> {
  return reading(env, async (db) => {
    const rows = await db.selectFrom('request_log').select('id').where('account_id', '=', accountId).execute();
    const counts = await db.selectFrom('usage').select('requests').where('account_id', '=', accountId).execute();
    return { ids: new Set(rows.map(({ id }) => id)), counted: counts.reduce((sum, { requests }) => sum + requests, 0) };
  });
}

it(`a killed process takes no more with it than the requests of its last second, and none is counted twice, in ${KILLS} lives`, { timeout: 300_000 }, async () => {
  const env = await emptyDatabase();
  const { accountId, sandboxKey } = await reading(env, newAccount);
  const all = new Set<string>();
  let oldest = 0;

  for (let kill = 0; kill < KILLS; kill += 1) {
    const { answered, end } = await live(env, sandboxKey, 2_000 + kill * 130, 'SIGKILL');
    for (const id of answered.keys()) all.add(id);

    const { ids, counted } = await recorded(env, accountId);
    const lost = [...answered].filter(([id]) => !ids.has(id)).map(([, at]) => end - at);
    oldest = Math.max(oldest, ...lost);
    expect(lost.filter((age) => age > BOUND)).toEqual([]);
    expect(counted).toBe(ids.size);
    expect(ids.size).toBeGreaterThan(kill);
  }
  process.stdout.write(`${all.size} requests were answered in ${KILLS} lives; the oldest that was lost was answered ${Math.round(oldest)} ms before the end.\n`);
});

it('a process that is told to end loses nothing', { timeout: 60_000 }, async () => {
  const env = await emptyDatabase();
  const { accountId, sandboxKey } = await reading(env, newAccount);

  const { answered } = await live(env, sandboxKey, 1_000, 'SIGTERM');

  const { ids, counted } = await recorded(env, accountId);
  expect([...answered.keys()].filter((id) => !ids.has(id))).toEqual([]);
  expect(counted).toBe(ids.size);
  expect(answered.size).toBeGreaterThan(0);
});
