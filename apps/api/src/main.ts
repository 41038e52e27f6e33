import { contract } from '@plumbline/contract';
import { listen } from '@plumbline/server';
import { pino } from 'pino';
import { SCOPES } from './accounts/scopes.ts';
import { createApi } from './app.ts';
import { readConfig } from './config.ts';
import { buildMissingDocs } from './docs/build-missing-docs.ts';
import { announceDemo } from './seed/announce-demo.ts';
import { contractExamples } from './seed/contract-examples.ts';
import { seedDemo } from './seed/seed-demo.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { openDatabase } from './store/database.ts';

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
  const database = await openDatabase(config, say);
  const demo = await seedDemo(database, config, { scopes: SCOPES, examples: contractExamples() });

  let origin = config.publicUrl ?? '';
  const docUrl = (code: string) => `${origin}/docs/errors#${code}`;
  const api = createApi({ database, log, mode: config.mode, docUrl, liveReload: config.liveReload });
  await api.warmUp();
  const listening = await listen(api.express, { host: config.host, port: config.port, errors: contract.errors, docUrl });
  origin ||= listening.url;
  stopOnSignal(listening, { close: () => api.close().finally(() => database.close()) }, log);

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
