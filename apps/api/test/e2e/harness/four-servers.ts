import { onTestFinished } from 'vitest';
import { openPostgres } from '../../../src/store/postgres.ts';
import { createStore } from '../../../src/store/store.ts';
import { runServer, urlOf, type Child } from '../../child.ts';
import { newPostgres } from '../../database.ts';
import { testFolder } from '../../folder.ts';
import { newAccount } from './account.ts';

/** Four processes that serve one account, on one PostgreSQL and one Redis. */
export interface FourServers {
  urls: string[];
  servers: Child[];
  /** Makes live keys that have so many requests an hour. */
  keys(count: number, limit: number): Promise<string[]>;
}

/** Starts four servers for the test that is running. */
export async function startFour(REDIS_URL: string): Promise<FourServers> {
  const { url: DATABASE_URL, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const database = await openPostgres(DATABASE_URL, () => {});
  onTestFinished(database.close);
  const account = await newAccount(database.db);
  const store = createStore(database.db);

  const env = { DATABASE_URL, REDIS_URL, DATA_DIR: testFolder(), LOG_LEVEL: 'info' };
  const servers = [0, 1, 2, 3].map(() => runServer(env));
  return {
    urls: await Promise.all(servers.map(urlOf)),
    servers,
    keys: (count, limit) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const { key, id } = await account.key();
          await store.keys.setLimit(id, limit);
          return key;
        }),
      ),
  };
}
