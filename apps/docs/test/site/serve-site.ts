import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { startExampleServer } from '../../src/samples/run/example-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that serves the site: `http://127.0.0.1:40123`. */
    origin: string;
    /** A key of a sandbox that holds the contract's examples. */
    key: string;
  }
}

const BUILD = resolve(import.meta.dirname, '../../src/build.ts');

/** Builds the site, where it is not there as it should be, and has the API serve it in a process of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-site-'));
  // The server finds what was built when it is asked for it.
  const [server] = await Promise.all([startExampleServer(folder, 1, '/v1'), promisify(execFile)(process.execPath, ['--conditions=source', BUILD])]);
  project.provide('origin', server.origin);
  project.provide('key', server.takeKeys().sandbox);

  return async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  };
}
