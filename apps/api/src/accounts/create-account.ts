import { contractExamples } from '../seed/contract-examples.ts';
import type { Examples } from '../seed/examples.ts';
import { createStore } from '../store/store.ts';
import type { Db, Plan } from '../store/schema.ts';
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
  /** What the sandbox holds: the contract's examples, unless others are given. */
  examples?: Examples;
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
 * Creates an account with one user, the contract's examples in its sandbox, and one key in each environment, or
 * nothing at all. The sandbox's key speaks for the first example user.
 *
 * @throws what the database throws.
 */
export async function createAccount(db: Db, { name, plan, email, userName, scopes, examples = contractExamples(), ...given }: NewAccount): Promise<Credentials> {
  const password = given.password ?? generatePassword();
  const password_hash = await hashPassword(password);

  return transaction(db, async (trx) => {
    const store = createStore(trx);
    const { id: accountId } = await store.accounts.insert({ name, plan });
    const owner = await store.users.insert({ accountId, environment: 'live' }, { name: userName, email, password_hash });
    if (owner === 'email_taken') throw new Error('A new account has a user already.');
    await store.sandbox.putBack(accountId, examples, new Date());

    const keyFor = async (environment: 'live' | 'sandbox', userId: string | null) => {
      const { key } = await issueKey(store, { accountId, environment }, { name: 'First key', userId, scopes });
      return key;
    };
    return {
      accountId,
      liveKey: await keyFor('live', owner.id),
      sandboxKey: await keyFor('sandbox', examples.users[0]?.id ?? null),
      email,
      password,
    };
  });
}
