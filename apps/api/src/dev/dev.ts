import { dirname, join, relative, resolve } from 'node:path';
import { childEnvironment } from './child-environment.ts';
import { freePort } from './free-port.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createGeneratorProcess } from './generator-process.ts';
import { HELP, readOptions } from './read-options.ts';
import { createRebuild } from './rebuild.ts';
import { createReport } from './report.ts';
import { savedFiles } from './saved-files.ts';
import { createServerProcess } from './server-process.ts';
import { createSiteProcess } from './site-process.ts';
import { createSteps } from './steps.ts';
import { watchFiles } from './watch-files.ts';
import { watchedFolders } from './watched-folders.ts';

// What `npm run dev` runs: the loop of who writes the contract. Every save is carried through to a running server.
const ROOT = resolve(import.meta.dirname, '../../../..');
const options = readOptions(process.argv.slice(2), ROOT);
if ('exit' in options) {
  (options.exit === 0 ? process.stdout : process.stderr).write(options.reason ? `${options.reason}\n\n${HELP}` : HELP);
  process.exit(options.exit);
}

const { contract, out } = options;
const ending = new AbortController();
const { signal } = ending;
const report = createReport((text) => process.stdout.write(text));
const env = childEnvironment(ROOT);
const standingBy = { args: [join(ROOT, 'packages/codegen/bin/plumbline.js'), 'stand-by'], cwd: ROOT, env, signal };
const generator = createGeneratorProcess(standingBy);
const follower = createGeneratorProcess({ ...standingBy, yields: true });
const steps = createSteps({ root: ROOT, contract, out, generator, follower, env });
const site = createSiteProcess({ root: ROOT, port: await freePort(), env, report, signal });
const server = createServerProcess({
  args: ['--conditions=source', join(ROOT, 'apps/api/src/main.ts')],
  env: { ...env, NODE_ENV: 'development', LIVE_RELOAD: 'true', BUILD_DOCS: 'false', DOCS_DEV_URL: site.url },
  report,
  located: announce,
  signal,
});
const rebuild = createRebuild({ steps, server, site, report, signal });
const files = savedFiles(ROOT, dirname(contract));
const folders = watchedFolders(ROOT, dirname(contract));

const queue = oneAtATime<string>(async (saved, overtaken) => {
  const changes = files.changes(saved);
  if (changes.generator) for (const one of [generator, follower]) one.renew();
  try {
    await rebuild(changes, overtaken);
  } catch (error) {
    report.line(`This run could not be finished: ${error instanceof Error ? error.message : String(error)}`);
  }
});

const watching = watchFiles(folders, { accept: files.accept, saved: queue.add });
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);

queue.add([]); // The first run is for no file in particular, and makes everything.
await queue.idle();
if (!signal.aborted) report.line(`Watching ${folders.map((folder) => `${relative(ROOT, folder)}/`).join(', ')}. Ctrl-C ends it.`);

function announce(url: string): void {
  report.line(`\n  API        ${url}\n  Docs       ${site.url}/docs/\n  Reference  ${url}/docs/reference\n`);
  site.start(url); // Behind the server, since both take all that the processor has.
}

async function stop(): Promise<void> {
  if (signal.aborted) return;
  report.line('Stopping.');
  report.silence();
  ending.abort();
  watching.close();
  await Promise.all([server.stop(), site.stop(), generator.stop(), follower.stop()]);
  await queue.idle();
  process.exit(0);
}
