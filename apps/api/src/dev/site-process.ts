import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Report } from './report.ts';

/** What makes the documentation's site anew for each request, as a child of the loop. */
export interface SiteProcess {
  /** Where it will be; the API leads there. */
  readonly url: string;
  /** Starts it, for an API at this address. */
  start(api: string): void;
  /** Waits until it shows the last change that it has seen, where it has seen one. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface Given {
  root: string;
  port: number;
  env: NodeJS.ProcessEnv;
  report: Pick<Report, 'line'>;
  /** When aborted, its end is not told. */
  signal: AbortSignal;
}

/** Makes the process: Astro's development server, which follows the generated contract and the guides by itself. */
export function createSiteProcess({ root, port, env, report, signal }: Given): SiteProcess {
  let child: ChildProcess | undefined;
  let loading: PromiseWithResolvers<void> | undefined;
  const loaded = () => {
    loading?.resolve();
    loading = undefined;
  };
  // Whatever ends the loop, no process is left behind that holds the port.
  process.once('exit', () => child?.kill());

  return {
    url: `http://127.0.0.1:${port}`,
    start(api) {
      const started = spawn(process.execPath, ['--conditions=source', join(root, 'node_modules/astro/bin/astro.mjs'), 'dev'], {
        cwd: join(root, 'apps/docs'),
        env: { ...env, DOCS_DEV_PORT: String(port), DOCS_API_URL: api, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      child = started;
      const said: string[] = [];
      started.on('message', (message) => {
        if (message === 'loading') loading ??= Promise.withResolvers();
        if (message === 'loaded') loaded();
      });
      started.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said.push(text);
        if (said.length > 20) said.shift();
        // Its other errors are of pages that were asked for, which show them, and of an API that starts again.
        for (const [, problem] of text.matchAll(/\[ERROR\] \[plumbline-[a-z-]+\] (.*)/g)) report.line(`  Docs: ${problem}`);
      });
      started.once('error', (error) => said.push(error.message));
      started.once('close', (code) => {
        child = undefined;
        loaded();
        if (!signal.aborted) report.line(`What makes the documentation ended on its own (exit code ${code}), so /docs/ shows nothing until this is started again.\n${said.join('')}`);
      });
    },
    settled: () => loading?.promise ?? Promise.resolve(),
    async stop() {
      if (!child) return;
      const gone = once(child, 'close');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
