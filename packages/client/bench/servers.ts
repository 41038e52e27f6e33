import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { startContender } from '@plumbline/benchmark';
import { Client } from '../src/index.ts';

/** A server, and what it is asked for. */
export interface Asked {
  id: 'fixed' | 'api';
  label: string;
  /** Version included. */
  baseUrl: string;
  /** Good for as many requests as one likes. */
  sandboxKey: string;
  /** Has a limit of requests a second, where the server has limits. */
  liveKey: string;
  projectId: string;
}

const ROOT = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Starts a server that answers the same project to everything, in a process of its own. */
export async function startFixed(running: AsyncDisposableStack): Promise<Asked> {
  const { url } = running.use(await startContender({ id: 'fixed', file: resolve(import.meta.dirname, 'serve-fixed.ts'), nodeArgs: ['--conditions=source'] }));
  return { id: 'fixed', label: 'a server that answers the same to everything', baseUrl: `${url}/v1`, sandboxKey: 'sk_test_none', liveKey: 'sk_live_none', projectId: 'prj_none' };
}

/**
 * Starts the API as its operator does, on an embedded database with one account and one project in each environment.
 *
 * @throws Error when it ends before it is ready
 */
export async function startApi(running: AsyncDisposableStack): Promise<Asked> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  running.defer(() => rm(folder, { recursive: true }));
  const env = { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false', LOG_LEVEL: 'error', DATA_DIR: folder, DATABASE_URL: '', PUBLIC_URL: '' };
  const admin = ['--conditions=source', 'apps/api/src/admin/admin.ts', 'create-account', '--name', 'Bench', '--email', 'bench@example.com', '--plan', 'enterprise', '--json'];
  const { stdout } = await run(process.execPath, admin, { cwd: ROOT, env });
  const keys = JSON.parse(stdout) as { sandbox_key: string; live_key: string }; // As the command documents it.

  const child = spawn(process.execPath, ['--conditions=source', 'apps/api/src/main.ts'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.defer(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = / is ready at (\S+)/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    const baseUrl = `${url}/v1`;
    const { id } = await new Client({ apiKey: keys.sandbox_key, baseUrl }).projects.create({ name: 'Bench' });
    return { id: 'api', label: 'the API, sandbox key, PGlite', baseUrl, sandboxKey: keys.sandbox_key, liveKey: keys.live_key, projectId: id };
  }
  throw new Error('The API has ended before it was ready.');
}
