import { contract } from '@plumbline/contract';
import { listen } from '@plumbline/server';
import { pino } from 'pino';
import { SCOPES } from './accounts/scopes.ts';
import { createApi } from './app.ts';
import { readConfig } from './config.ts';
import { buildMissingDocs } from './docs/build-missing-docs.ts';
import { startAnswerPurge } from './idempotency/purge.ts';
import { openLimiter } from './limits/open-limiter.ts';
import { startDailyReset } from './sandbox/daily-reset.ts';
import { loadSecretsKeys } from './secrets/load-keys.ts';
import { PLATFORM_KEYS } from './secrets/platform-key.ts';
import { createSealer } from './secrets/sealer.ts';
import { announceDemo } from './seed/announce-demo.ts';
import { contractExamples } from './seed/contract-examples.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { openDatabase } from './store/database.ts';
import { secretStore } from './store/secrets.ts';
import { trustsProxy } from './trusted-proxies.ts';
import { startLogPurge } from './usage/purge-log.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  await start();
} catch (error) {
  process.stderr.write(`Plumbline could not start: ${reasonOf(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel });
  const sealer = createSealer(await loadSecretsKeys(config, say));
  const limiter = await openLimiter(config, log);
  const database = await openDatabase(config, say);
  const examples = contractExamples();
  const demo = await seedDemo(database, config, { scopes: SCOPES, examples });
  // What needs a secret will fail with the same words; everything else works, so that it is no reason not to start.
  const secrets = secretStore(database.db, sealer);
  await Promise.all(PLATFORM_KEYS.map((name) => secrets.find(name))).catch((error: unknown) => say(`Stored secrets cannot be used: ${reasonOf(error)}`));

  let origin = config.publicUrl ?? '';
  const docUrl = (code: string) => `${origin}/docs/errors#${code}`;
  const { mode, liveReload, httpsOnly } = config;
  const api = createApi({ database, sealer, examples, limiter, log, mode, docUrl, trustsProxy: trustsProxy(config.trustedProxies), httpsOnly, liveReload });
  await api.warmUp();
  const listening = await listen(api.express, { host: config.host, port: config.port, errors: contract.errors, docUrl });
  origin ||= listening.url;
  const stopDailyReset = startDailyReset({ db: database.db, examples, hour: config.sandboxResetHour, log });
  const stopAnswerPurge = startAnswerPurge({ db: database.db, log });
  const stopLogPurge = startLogPurge({ db: database.db, log });
  stopOnSignal(listening, [stopDailyReset, stopAnswerPurge, stopLogPurge, api.close, limiter.close, database.close], log, mode === 'production');

  if (api.stubs.length > 0) say(`These operations answer from the contract's examples: ${api.stubs.join(', ')}.`);
  if (demo) announceDemo(demo, say);
  if (database.kind === 'pglite') say('The database is embedded, which is not for production: set DATABASE_URL to use PostgreSQL.');
  say(`Plumbline is ready at ${listening.url}`);
  process.send?.('ready');
  if (config.buildDocs) await buildMissingDocs(listening.url, say);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken. Stop what uses it, or choose another one with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') return `${error.message}. Choose another HOST or PORT.`;
  return error.message;
}
