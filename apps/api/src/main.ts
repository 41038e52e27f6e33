import { readConfig } from './config.ts';
import { buildMissingDocs } from './docs/build-missing-docs.ts';
import { redactLine } from './log/redact-line.ts';
import { openPlatform } from './platform.ts';
import { announceDemo } from './seed/announce-demo.ts';
import { serveApi } from './serve-api.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { startWorker } from './worker.ts';

const show = (line: string) => void process.stdout.write(`${line}\n`);
const say = (line: string) => show(redactLine(line));

try {
  await start();
} catch (error) {
  process.stderr.write(redactLine(`Plumbline could not start: ${reasonOf(error)}\n`));
  process.exit(1);
}

async function start(): Promise<void> {
  const config = readConfig();
  const platform = await openPlatform(config, say);
  const api = config.role === 'worker' ? undefined : await serveApi(platform);
  const stopWorker = config.role === 'api' ? undefined : await startWorker(platform);
  stopOnSignal({ platform, api, stopWorker });

  if (api && api.stubs.length > 0) say(`These operations answer from the contract's examples: ${api.stubs.join(', ')}.`);
  if (platform.demo) announceDemo(platform.demo, show);
  if (platform.database.kind === 'pglite') say('The database is embedded, which is not for production: set DATABASE_URL to use PostgreSQL.');
  say(api ? `Plumbline is ready at ${api.url}` : 'Plumbline is ready and works in the background');
  process.send?.('ready');
  if (api && config.buildDocs) await buildMissingDocs(api.url, say);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken. Stop what uses it, or choose another one with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES') return `${error.message}. Choose another HOST or PORT.`;
  return error.message;
}
