import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The API of this repository, in a process of its own. */
export interface RunningApi extends AsyncDisposable {
  /** `http://127.0.0.1:40123`. */
  origin: string;
}

const API = resolve(import.meta.dirname, '../apps/api/src');
const READY = 'Plumbline is ready at ';

/**
 * The environment of an API that is for one run: on an embedded database and free ports, silent, without the documentation.
 *
 * @param folder where the database is made
 */
export function apiEnvironment(folder: string, others: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, DATA_DIR: folder, PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false', LOG_LEVEL: 'fatal', ...others };
}

/** Runs a command of `npm run admin` with `--json`, and gives what it prints. @throws Error when it fails */
export async function runAdmin(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', join(API, 'admin/admin.ts'), ...args, '--json'], { env });
  return JSON.parse(stdout);
}

/**
 * Starts it.
 *
 * @throws Error with what the process said, its keys cut, when it does not start
 */
export async function startApi(env: NodeJS.ProcessEnv): Promise<RunningApi> {
  const server = spawn(process.execPath, ['--conditions=source', join(API, 'main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((done) => server.once('close', done));
  const said: string[] = [];
  const origin = await new Promise<string>((found, fail) => {
    for (const input of [server.stdout, server.stderr]) {
      createInterface({ input }).on('line', (line) => {
        said.push(line.replaceAll(/sk_\w+/g, 'sk_…'));
        if (line.startsWith(READY)) found(line.slice(READY.length));
      });
    }
    server.once('error', fail);
    server.once('close', (code) => fail(new Error(`The API ended with code ${code}:\n${said.join('\n')}`)));
  });

  return {
    origin,
    [Symbol.asyncDispose]: async () => {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL'); // Its database is thrown away.
      await gone;
    },
  };
}
