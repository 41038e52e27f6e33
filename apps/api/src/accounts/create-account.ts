import { createStore } from '../store/store.ts';
import type { Store } from '../store/store.ts';
import type { Db, Plan, Scope } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import { issueKey } from './issue-key.ts';
import { generatePassword, hashPassword } from './password.ts';

interface NewAccount {
  name: string;
  plan: Plan;
  email: string;
  userName: string;
  /** Generated when left out. */
  password?: string | undefined;
  /** What both keys allow. */
  scopes: readonly string[];
}

/** What the account's owner needs to begin; the keys and a generated password exist nowhere else. */
export interface Credentials {
  accountId: string;
  liveKey: string;
  sandboxKey: string;
  email: string;
  password: string;
}

/**
 * Creates an account with one user and one key in each environment, or nothing at all.
 *
 * @throws what the database throws.
 */
export async function createAccount(db: Db, { name, plan, email, userName, scopes, ...given }: NewAccount): Promise<Credentials> {
  const password = given.password ?? generatePassword();
  const user = { name: userName, email, password_hash: await hashPassword(password) };

  return transaction(db, async (trx) => {
    const store = createStore(trx);
    const account = await store.accounts.insert({ name, plan });
    const live = { accountId: account.id, environment: 'live' } as const;
    const sandbox = { accountId: account.id, environment: 'sandbox' } as const;

    return {
      accountId: account.id,
      liveKey: await addOwner(store, live, user, scopes),
      sandboxKey: await addOwner(store, sandbox, user, scopes),
      email,
      password,
    };
  });
}

type Owner = { name: string; email: string; password_hash: string };

async function addOwner(store: Store, scope: Scope, user: Owner, scopes: readonly string[]): Promise<string> {
  const owner = await store.users.insert(scope, user);
  if (owner === 'email_taken') throw new Error('A new account has a user already.');

  const { key } = await issueKey(store, scope, { name: 'First key', userId: owner.id, scopes });
  return key;
}
