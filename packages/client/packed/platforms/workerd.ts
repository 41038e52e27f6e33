import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';

/** A worker that runs: of the same kind as at Cloudflare's edge. */
export interface Worker extends AsyncDisposable {
  origin: string;
}

/**
 * By rules of a date at which there was nothing of Node yet, not even `process`, and since which one request may resolve a
 * promise that another waits for. It may reach this machine and nothing else.
 */
const CONFIG = `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2025-01-01", globalOutbound = "machine")),
    (name = "machine", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);`;

/**
 * Bundles a module of the project with all that it imports, and starts it.
 *
 * @param command the path of workerd
 * @param project where the module is, and the packages are installed that it imports
 * @throws Error with what workerd said, when it does not start
 */
export async function startWorker(command: string, project: string, module: string): Promise<Worker> {
  const folder = await mkdtemp(join(project, 'worker-'));
  await build({ absWorkingDir: project, entryPoints: [module], bundle: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'], conditions: ['workerd', 'worker', 'browser'], outfile: join(folder, 'worker.js'), logLevel: 'silent' });
  await writeFile(join(folder, 'config.capnp'), CONFIG);

  const worker = spawn(command, ['serve', '--control-fd=3', 'config.capnp'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const gone = new Promise((done) => worker.once('close', done));
  let said = '';
  for (const stream of [worker.stdout, worker.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const port = await new Promise<number>((found, fail) => {
    createInterface({ input: worker.stdio[3] as Readable }).on('line', (line) => { // It was asked for above.
      const event = JSON.parse(line) as { event: string; port?: number };
      if (event.event === 'listen' && event.port) found(event.port);
    });
    worker.once('close', (code) => fail(new Error(`workerd ended with code ${code}:\n${said}`)));
  });

  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      worker.kill();
      await gone;
    },
  };
}
