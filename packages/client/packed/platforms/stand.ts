import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { apiEnvironment, startApi } from '../../../../.ci/start-api.ts';
import { emptyFolder, install, pack } from '../tarball.ts';
import { startFront } from './faulty-front.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder outside the workspace, in which the tarball of the client is installed. */
    project: string;
    /** A folder with the commands `bun`, `deno` and `workerd`. */
    runtimes: string;
    /** The API, behind a front that fails now and then. */
    api: { origin: string; apiKey: string };
  }
}

/** Installs the packed client and the runtimes, each in a folder of its own, and starts the API. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await emptyFolder();
  const project = join(folder, 'project');
  const runtimes = join(folder, 'runtimes');
  await mkdir(project);
  await cp(import.meta.dirname, runtimes, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  await Promise.all([
    pack('packages/client', project).then((tarball) => install(project, [tarball])),
    promisify(execFile)('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: runtimes }),
  ]);
  await cp(join(import.meta.dirname, '../consumers'), project, { recursive: true });
  const data = join(folder, 'data');
  const api = await startApi(apiEnvironment(data));
  const { live_key: apiKey } = JSON.parse(await readFile(join(data, 'credentials.json'), 'utf8')) as { live_key: string }; // Of the demo account.
  const front = await startFront(api.origin);

  provide('project', project);
  provide('runtimes', join(runtimes, 'node_modules/.bin'));
  provide('api', { origin: front.origin, apiKey });
  return async () => {
    await front[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
}
