import type { Client, ClientOptions } from '@plumbline/client';
import { memoryLimiter } from '@plumbline/server';
import { createStore, type Store } from '../../../src/store/store.ts';
import type { Database } from '../../../src/store/database.ts';
import { startApi, type ApiServer } from './api-server.ts';
import { clientOfVersion } from './client-of-version.ts';
import { knowingKeys } from './knowing-keys.ts';
import { refusing } from './limiters.ts';
import { wrappedHandlers } from './usual-handlers.ts';
import type { Version } from './versions.ts';
import { issue, newPlaces, type Places } from './world.ts';

/** Where errors are provoked: an account, and servers in each of the states that give one. */
export interface ErrorStage extends AsyncDisposable {
  places: Places;
  store: Store;
  servers: Record<State, ApiServer>;
  /** Makes a client that asks once, with a key that may everything in live unless it is told otherwise. */
  client(version: Version, options?: ClientOptions & { state?: State }): Client;
  key(grant?: Parameters<typeof issue>[2]): Promise<{ key: string; id: string }>;
  /** While there is a gate, `createUser` of the held server stops at it. */
  gate: { reached(): void; opened: Promise<void> } | undefined;
}

/** In which state a server is: nothing special, only for HTTPS, with limits, and so on. */
export type State = 'usual' | 'secure' | 'limited' | 'refusing' | 'broken' | 'apart' | 'held' | 'hasty';

/** Starts the servers on one database. */
export async function startStage(database: Database): Promise<ErrorStage> {
  const { db } = database;
  const store = createStore(db);
  const places = await newPlaces(db);
  const key: ErrorStage['key'] = (grant) => issue(store, places.live, grant);
  const { key: apiKey } = await key();
  const held = wrappedHandlers(db, ['createUser'], async (handle) => {
    stage.gate?.reached();
    await stage.gate?.opened;
    return handle();
  });
  const servers: ErrorStage['servers'] = {
    usual: await startApi(database),
    secure: await startApi(database, { httpsOnly: true }),
    limited: await startApi(database, { seams: { limiter: memoryLimiter(Date.now) } }),
    refusing: await startApi(database, { seams: { limiter: refusing(1000) } }),
    broken: await startApi(database, { handlers: { getSettings: fails } }),
    apart: await startApi({ ...database, isUnavailable: () => true }, { handlers: { getSettings: fails } }),
    held: await startApi(database, { handlers: held, seams: knowingKeys(db) }),
    hasty: await startApi(database, { headersTimeout: 100 }),
  };
  const stage: ErrorStage = {
    places,
    store,
    servers,
    gate: undefined,
    key,
    client: (version, { state = 'usual', ...options } = {}) => clientOfVersion(version, servers[state].url, { apiKey, retries: 0, ...options }),
    async [Symbol.asyncDispose]() {
      for (const server of Object.values(servers)) await server[Symbol.asyncDispose]();
    },
  };
  return stage;
}

function fails(): never {
  throw new Error('as nobody has foreseen');
}
