import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A server that was started for the samples, with accounts that nobody has used. */
export interface ExampleServer extends AsyncDisposable {
  /** `http://127.0.0.1:40123`. */
  origin: string;
  /** The base URL of v1. */
  baseUrl: string;
  /** The keys of another account each time, whose sandbox holds the contract's examples. */
  takeKeys(): Keys;
}

/** What an account is entered with. */
export interface Keys {
  live: string;
  sandbox: string;
}

const API = resolve(import.meta.dirname, '../../../../api/src');
const READY = 'Plumbline is ready at ';

/**
 * Makes an embedded database with accounts, and starts the server on it in a process of its own.
 *
 * @param folder where the database is made
 * @param accounts how many there are to be
 * @throws Error with what the process said, when it does not start
 */
export async function startExampleServer(folder: string, accounts: number, basePath: string): Promise<ExampleServer> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATA_DIR: join(folder, 'data'), PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false', WEBHOOK_ALLOW_LOOPBACK: 'true', LOG_LEVEL: 'fatal' };
  const keys = await makeAccounts(accounts, env);
  const server = spawn(process.execPath, ['--conditions=source', join(API, 'main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const origin = await ready(server);

  return {
    origin,
    baseUrl: origin + basePath,
    takeKeys: () => {
      const taken = keys.pop();
      if (!taken) throw new Error(`The server was started with ${accounts} accounts, and one more is asked for.`);
      return taken;
    },
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((done) => server.once('exit', done));
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL'); // Its database is thrown away.
      await gone;
    },
  };
}

async function makeAccounts(count: number, env: NodeJS.ProcessEnv): Promise<Keys[]> {
  // As the account that `npm start` makes.
  const args = ['create-account', '--name', 'Demo', '--email', 'owner@plumbline.example', '--plan', 'pro', '--count', String(count), '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', join(API, 'admin/admin.ts'), ...args], { env });
  return (JSON.parse(stdout) as { accounts: { live_key: string; sandbox_key: string }[] }).accounts.map(({ live_key: live, sandbox_key: sandbox }) => ({ live, sandbox }));
}

function ready(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((found, fail) => {
    for (const stream of [server.stdout, server.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (line.startsWith(READY)) found(line.slice(READY.length));
      });
    }
    server.once('exit', (code) => fail(new Error(`The server for the samples ended with code ${code}:\n${said.join('\n')}`)));
  });
}
