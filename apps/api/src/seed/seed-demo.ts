import type { Config } from '../config.ts';
import type { Credentials } from '../accounts/create-account.ts';
import { issueKey } from '../accounts/issue-key.ts';
import { generatePassword, hashPassword } from '../accounts/password.ts';
import type { Database } from '../store/database-handle.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';
import { writeCredentials } from './credentials-file.ts';
import { projectRow, userRow } from './examples.ts';
import type { Examples } from './examples.ts';
import { liveProjects, liveUsers } from './live-data.ts';

interface Demo extends Credentials {
  /** Where the credentials were written. */
  path: string;
}

/**
 * Fills an embedded database that has no account yet with a demo account: some live data, and the
 * contract's examples in the sandbox. Its credentials go to `credentials.json` in the data folder.
 *
 * @param granted what both keys allow (`scopes`), and what the sandbox holds (`examples`).
 * @returns what was made, or undefined when there was nothing to do.
 */
export async function seedDemo(
  { db, kind }: Pick<Database, 'db' | 'kind'>,
  { dataDir }: Pick<Config, 'dataDir'>,
  { scopes, examples }: { scopes: readonly string[]; examples: Examples },
): Promise<Demo | undefined> {
  if (kind !== 'pglite' || !(await createStore(db).accounts.isEmpty())) return undefined;

  const password = generatePassword();
  const password_hash = await hashPassword(password);

  return transaction(db, async (trx) => {
    const store = createStore(trx);
    const { id: accountId } = await store.accounts.insert({ name: 'Demo', plan: 'pro' });

    const fill = async (environment: 'live' | 'sandbox', { users, projects }: Examples) => {
      const scope = { accountId, environment };
      for (const user of users) await store.users.insert(scope, { ...userRow(user), password_hash });
      for (const project of projects) await store.projects.insert(scope, projectRow(project));

      const { key } = await issueKey(store, scope, { name: 'Demo', userId: users[0]?.id ?? null, scopes });
      return key;
    };

    const live = { users: liveUsers(new Date()), projects: liveProjects(new Date()) };
    const liveKey = await fill('live', live);
    const sandboxKey = await fill('sandbox', examples);
    const credentials = { accountId, liveKey, sandboxKey, email: live.users[0].email, password };

    // Written before the commit: dying in between leaves a file for an account that is not there, and
    // the next start makes both again. The other way round the account's keys would be lost.
    const path = await writeCredentials(dataDir, credentials);

    return { ...credentials, path };
  });
}
