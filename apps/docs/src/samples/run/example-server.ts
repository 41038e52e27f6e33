import { join } from 'node:path';
import { apiEnvironment, runAdmin, startApi } from '../../../../../.ci/start-api.ts';

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

/**
 * Makes an embedded database with accounts, and starts the server on it in a process of its own.
 *
 * @param folder where the database is made
 * @param accounts how many there are to be
 * @throws Error with what the process said, when it does not start
 */
export async function startExampleServer(folder: string, accounts: number, basePath: string): Promise<ExampleServer> {
  const env = apiEnvironment(join(folder, 'data'), { WEBHOOK_ALLOW_LOOPBACK: 'true' });
  const keys = await makeAccounts(accounts, env);
  const api = await startApi(env);

  return {
    ...api,
    baseUrl: api.origin + basePath,
    takeKeys: () => {
      const taken = keys.pop();
      if (!taken) throw new Error(`The server was started with ${accounts} accounts, and one more is asked for.`);
      return taken;
    },
  };
}

async function makeAccounts(count: number, env: NodeJS.ProcessEnv): Promise<Keys[]> {
  // As the account that `npm start` makes.
  const made = await runAdmin(env, ['create-account', '--name', 'Demo', '--email', 'owner@plumbline.example', '--plan', 'pro', '--count', String(count)]);
  const { accounts } = made as { accounts: { live_key: string; sandbox_key: string }[] }; // As the command documents it.
  return accounts.map(({ live_key: live, sandbox_key: sandbox }) => ({ live, sandbox }));
}
