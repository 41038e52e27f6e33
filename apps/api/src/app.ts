import { contract, type Operations } from '@plumbline/contract';
import { createApp, memoryLimiter, type App, type Log, type Mode, type Seams } from '@plumbline/server';
import { authenticator } from './accounts/authenticate.ts';
import { asCaller, type Caller } from './accounts/caller.ts';
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

/** Makes the platform's Express application out of the contract, the handlers and a database. */
export function createApi({ database, log, mode, docUrl, liveReload = false, seams, handlers }: ApiOptions): App {
  const verify = authenticator({ db: database.db });
  return createApp<typeof contract.operations, Operations, Caller>({
    contract,
    mode,
    handlers: { ...createHandlers({ store: createStore(database.db) }), ...handlers },
    seams: {
      async authenticate(token) {
        const principal = await verify(token);
        return principal && asCaller(principal);
      },
      limiter: memoryLimiter(),
      log,
      isUnavailable: database.isUnavailable,
      now: Date.now,
      docUrl,
      ...seams,
    },
    mount(app) {
      mountHealth(app, database);
      mountDocs(app, contract.document, { liveReload });
    },
  });
}
