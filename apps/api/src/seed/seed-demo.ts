import type { Config } from '../config.ts';
import type { Credentials } from '../accounts/create-account.ts';
import { issueKey } from '../accounts/issue-key.ts';
import { generatePassword, hashPassword } from '../accounts/password.ts';
import type { Database } from '../store/database-handle.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';
import { writeCredentials } from './credentials-file.ts';
import { projectRow, resourceRow, userRow } from './examples.ts';
import type { Examples } from './examples.ts';
import { liveData } from './live-data.ts';

/** What a demo account is entered with. */
export interface Demo extends Credentials {
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

  const now = new Date();
  const password = generatePassword();
  const password_hash = await hashPassword(password);

  return transaction(db, async (trx) => {
    const store = createStore(trx);
    const { id: accountId } = await store.accounts.insert({ name: 'Demo', plan: 'pro' });

    const scope = { accountId, environment: 'live' } as const;
    const live = liveData(now);
    for (const user of live.users) await store.users.insert(scope, { ...userRow(user), password_hash });
    for (const project of live.projects) await store.projects.insert(scope, projectRow(project));
    for (const resource of live.resources) await store.resources.insert(scope, resourceRow(resource));
    await store.sandbox.putBack(accountId, examples, now);

    const keyFor = async (environment: 'live' | 'sandbox', userId: string | null) => {
      const { key } = await issueKey(store, { accountId, environment }, { name: 'Demo', userId, scopes });
      return key;
    };
    const liveKey = await keyFor('live', live.users[0].id);
    const sandboxKey = await keyFor('sandbox', examples.users[0]?.id ?? null);
    const credentials = { accountId, liveKey, sandboxKey, email: live.users[0].email, password };

    // Written before the commit: dying in between leaves a file for an account that is not there, and
    // the next start makes both again. The other way round the account's keys would be lost.
    const path = await writeCredentials(dataDir, credentials);

    return { ...credentials, path };
  });
}
