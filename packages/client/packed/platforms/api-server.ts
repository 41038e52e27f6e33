import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The API, in a process of its own. */
export interface ApiServer extends AsyncDisposable {
  /** `http://127.0.0.1:40123`. */
  origin: string;
  /** The key of an account with some projects. */
  apiKey: string;
}

const MAIN = resolve(import.meta.dirname, '../../../../apps/api/src/main.ts');
const READY = 'Plumbline is ready at ';

/**
 * Starts the API on an embedded database.
 *
 * @param folder where the database is made
 * @throws Error with what the process said, when it does not start
 */
export async function startApi(folder: string): Promise<ApiServer> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATA_DIR: folder, PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false', LOG_LEVEL: 'fatal' };
  const server = spawn(process.execPath, ['--conditions=source', MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((done) => server.once('close', done));
  const said: string[] = [];
  const origin = await new Promise<string>((found, fail) => {
    for (const input of [server.stdout, server.stderr]) {
      createInterface({ input }).on('line', (line) => {
        said.push(line.replaceAll(/sk_\w+/g, 'sk_…'));
        if (line.startsWith(READY)) found(line.slice(READY.length));
      });
    }
    server.once('close', (code) => fail(new Error(`The API ended with code ${code}:\n${said.join('\n')}`)));
  });
  const { live_key: apiKey } = JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8')) as { live_key: string };

  return {
    origin,
    apiKey,
    [Symbol.asyncDispose]: async () => {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL'); // Its database is thrown away.
      await gone;
    },
  };
}
