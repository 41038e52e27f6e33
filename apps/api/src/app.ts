import { contract, type Operations } from '@plumbline/contract';
import { createApp, memoryLimiter, type App, type Log, type Mode, type Seams } from '@plumbline/server';
import { authenticator } from './accounts/authenticate.ts';
import { asCaller, type Caller } from './accounts/caller.ts';
import { keyUse } from './accounts/key-use.ts';
import { mountDocs } from './docs/mount-docs.ts';
import { mountHealth } from './health/mount-health.ts';
import { createHandlers, type ApiHandlers } from './operations/handlers.ts';
import type { Database } from './store/database.ts';
import { createStore } from './store/store.ts';

/** What the API is made of. */
export interface ApiOptions {
  database: Database;
  log: Log;
  mode: Mode;
  /** The page that explains an error code. */
  docUrl(code: string): string;
  /** Whether open pages of the documentation follow their next build. */
  liveReload?: boolean;
  /** What takes the place of the usual: a test's limiter, clock or handlers. */
  seams?: Partial<Seams<Caller>>;
  handlers?: Partial<ApiHandlers>;
}

/** The platform's application. Close it behind the last request and before the database. */
export interface Api extends App {
  close(): Promise<void>;
}

/** Makes the platform's Express application out of the contract, the handlers and a database. */
export function createApi({ database, log, mode, docUrl, liveReload = false, seams, handlers }: ApiOptions): Api {
  const store = createStore(database.db);
  const use = keyUse({
    keys: store.keys,
    onFailure: (error) => log.error({ err: error }, 'when keys were last used could not be written; it is kept and tried again every second'),
  });
  const verify = authenticator({ db: database.db, noteUse: use.note });
  const app = createApp<typeof contract.operations, Operations, Caller>({
    contract,
    mode,
    handlers: { ...createHandlers({ store }), ...handlers },
    seams: {
      async authenticate(token) {
        const principal = await verify(token, { address: '127.0.0.1' });
        return principal && asCaller(principal);
      },
      limiter: memoryLimiter(),
      log,
      isUnavailable: database.isUnavailable,
      now: Date.now,
      docUrl,
      ...seams,
    },
    mount(express) {
      mountHealth(express, database);
      mountDocs(express, contract.document, { liveReload });
    },
  });

  return { ...app, close: use.close };
}
