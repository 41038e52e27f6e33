import { contract, type Operations } from '@plumbline/contract';
import { contract as contractV2, type Operations as OperationsV2 } from '@plumbline/contract/v2';
import { createApp, memoryLimiter, serve, type App, type Limiter, type Log, type Mode, type Seams } from '@plumbline/server';
import { authenticator } from './accounts/authenticate.ts';
import { asCaller, type Caller } from './accounts/caller.ts';
import { keyUse } from './accounts/key-use.ts';
import { mountDocs } from './docs/mount-docs.ts';
import { statusFiller } from './docs/status/fill-status.ts';
import { mountStatusFeed } from './docs/status/mount-status-feed.ts';
import { mountHealth } from './health/mount-health.ts';
import { answerKeeper } from './idempotency/answer-keeper.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createHandlers, type ApiHandlersOrStubs } from './operations/handlers.ts';
import type { OutboundPolicy } from './outbound/outbound-policy.ts';
import { urlFault } from './outbound/url-fault.ts';
import { platformKey } from './secrets/platform-key.ts';
import type { Sealer } from './secrets/sealer.ts';
import { webhookSecretMaker } from './secrets/webhook-secret.ts';
import type { Examples } from './seed/examples.ts';
import { readStatus } from './status/read-status.ts';
import type { Database } from './store/database.ts';
import { secretStore } from './store/secrets.ts';
import { createStore } from './store/store.ts';
import { writing } from './store/writing.ts';
import type { RequestSpans } from './telemetry/request-spans.ts';
import { labelProjects } from './usage/label-projects.ts';
import { MOST_KEPT, requestRecorder } from './usage/request-recorder.ts';

/** What the API is made of. */
export interface ApiOptions {
  database: Database;
  /** Seals and opens the secrets that the database holds. */
  sealer: Sealer;
  /** What a sandbox holds when it was put back. */
  examples: Examples;
  /** Counts the requests of callers; without it, this process counts them on its own. */
  limiter?: Limiter;
  log: Log;
  /** Counts requests; without it, nobody does. */
  metrics?: Pick<Metrics, 'request'>;
  /** Where webhooks may be; without it, only on the public internet. */
  outboundPolicy?: OutboundPolicy;
  /** Keeps a span of each request; without it, nobody does. */
  spans?: RequestSpans | undefined;
  mode: Mode;
  /** The page that explains an error code. */
  docUrl(code: string): string;
  /** Whether a proxy at this address is believed in what it says of who is behind it. */
  trustsProxy?(address: string): boolean;
  /** Whether only what a trusted proxy says came over HTTPS is served. */
  httpsOnly?: boolean;
  /** Whether open pages of the documentation follow their next build. */
  liveReload?: boolean;
  /** Where Astro serves the documentation's site, in development. */
  docsDevUrl?: string | undefined;
  /** What takes the place of the usual: a test's limiter, clock or handlers. */
  seams?: Partial<Seams<Caller>>;
  handlers?: Partial<ApiHandlersOrStubs>;
}

/** The platform's application. Close it behind the last request and before the database. */
export interface Api extends App {
  close(): Promise<void>;
}

/** Makes the platform's Express application out of the contract in all its versions, the handlers and a database. */
export function createApi(options: ApiOptions): Api {
  const { database, sealer, examples, limiter = memoryLimiter(), log, metrics, spans, mode, docUrl, trustsProxy = () => false, httpsOnly = false, liveReload = false, docsDevUrl } = options;
  const { outboundPolicy = { allowLoopback: false, extraPorts: [] } } = options;
  const { db } = database;
  const store = createStore(db);
  const secrets = secretStore(db, sealer);
  const use = keyUse({
    keys: store.keys,
    onFailure: (error) => log.error({ err: error }, 'when keys were last used could not be written; it is kept and tried again every second'),
  });
  const recorder = requestRecorder({
    requestLog: store.requestLog,
    onFailure: (error) =>
      log.error({ err: error }, `requests could not be logged and counted; the last ${MOST_KEPT} of them are kept and tried again twice a second`),
    onLoss: (count) => log.error({ count }, 'requests were neither logged nor counted, since the database was out of reach for too long'),
  });
  const verify = authenticator({ db, noteUse: use.note });
  const deps = { store, ...writing(db), examples, makeWebhookSecret: webhookSecretMaker(sealer), urlFault: (url: string) => urlFault(url, outboundPolicy) };
  const handlers = labelProjects({ ...createHandlers(deps), ...options.handlers });

  const status = () => readStatus(store);
  const app = createApp<Caller>({
    serve: [
      serve<typeof contract.operations, Operations, Caller>(contract, handlers),
      serve<typeof contractV2.operations, OperationsV2, Caller>(contractV2, handlers),
    ],
    mode,
    seams: {
      async authenticate(token, from) {
        const principal = await verify(token, from);
        return principal && asCaller(principal);
      },
      trustsProxy,
      httpsOnly,
      cursorKey: platformKey('cursor', secrets),
      limiter,
      repeat: answerKeeper({ db, secrets }),
      record(request) {
        metrics?.request(request);
        spans?.end(request);
        recorder.record(request);
      },
      ...(spans && { trace: spans.trace }),
      log,
      isUnavailable: database.isUnavailable,
      now: Date.now,
      docUrl,
      ...options.seams,
    },
    probes: (express) => mountHealth(express, database),
    mount(express) {
      mountStatusFeed(express, status, docUrl);
      mountDocs(express, { v1: contract.document, v2: contractV2.document }, { liveReload, devUrl: docsDevUrl, fillStatus: statusFiller(status, log) });
    },
  });

  return { ...app, close: async () => void (await Promise.all([use.close(), recorder.close()])) };
}
