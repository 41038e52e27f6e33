import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startContender } from '@plumbline/benchmark';
import { apiEnvironment, runAdmin, startApi as startOnly } from '../../../.ci/start-api.ts';
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

/** Starts a server that answers the same project to everything, in a process of its own. */
export async function startFixed(running: AsyncDisposableStack): Promise<Asked> {
  const { url } = running.use(await startContender({ id: 'fixed', file: resolve(import.meta.dirname, 'serve-fixed.ts'), nodeArgs: ['--conditions=source'] }));
  return { id: 'fixed', label: 'a server that answers the same to everything', baseUrl: `${url}/v1`, sandboxKey: 'sk_test_none', liveKey: 'sk_live_none', projectId: 'prj_none' };
}

/**
 * Starts the API on an embedded database with one account and one project in its sandbox.
 *
 * @throws Error when it ends before it is ready
 */
export async function startApi(running: AsyncDisposableStack): Promise<Asked> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  running.defer(() => rm(folder, { recursive: true }));
  const env = apiEnvironment(folder, { NODE_ENV: 'production' });
  const made = await runAdmin(env, ['create-account', '--name', 'Bench', '--email', 'bench@example.com', '--plan', 'enterprise']);
  const { sandbox_key: sandboxKey, live_key: liveKey } = made as { sandbox_key: string; live_key: string }; // As the command documents it.

  const { origin } = running.use(await startOnly(env));
  const baseUrl = `${origin}/v1`;
  const { id: projectId } = await new Client({ apiKey: sandboxKey, baseUrl }).projects.create({ name: 'Bench' });
  return { id: 'api', label: 'the API, sandbox key, PGlite', baseUrl, sandboxKey, liveKey, projectId };
}
