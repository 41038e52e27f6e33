import { randomBytes } from 'node:crypto';
import { contract, type Operations } from '@plumbline/contract';
import { createApp, memoryLimiter, serve, type App, type Log, type Mode, type Seams } from '@plumbline/server';
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
  const answering = { ...createHandlers({ store: createStore(database.db) }), ...handlers };
  const cursorKey = randomBytes(32); // No list of this contract has cursors; one that has needs the same key in every process.
  return createApp<Caller>({
    serve: [serve<typeof contract.operations, Operations, Caller>(contract, answering)],
    mode,
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
      cursorKey: async () => cursorKey,
      ...seams,
    },
    mount(app) {
      mountHealth(app, database);
      mountDocs(app, contract.document, { liveReload });
    },
  });
}
