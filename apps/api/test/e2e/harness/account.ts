import { randomUUID } from 'node:crypto';
import { createAccount } from '../../../src/accounts/create-account.ts';
import { issueKey } from '../../../src/accounts/issue-key.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import { projectRow, userRow } from '../../../src/seed/examples.ts';
import { contractExamples } from '../../../src/seed/contract-examples.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';

/** An account with a key for each environment, and whatever other keys a test asks for. */
export interface TestAccount {
  accountId: string;
  liveKey: string;
  sandboxKey: string;
  live: Scope;
  sandbox: Scope;
  /** Makes one more key. */
  key(grant?: { environment?: 'live' | 'sandbox'; scopes?: readonly string[]; expiresAt?: Date; userId?: string | null }): Promise<{ key: string; id: string }>;
}

/** Makes an account that no other test knows. */
export async function newAccount(db: Db): Promise<TestAccount> {
  const made = await createAccount(db, {
    name: 'Test',
    plan: 'free',
    email: `owner-${randomUUID()}@example.com`,
    userName: 'Owner',
    password: 'correct horse',
    scopes: SCOPES,
  });
  const { accountId } = made;
  return {
    ...made,
    live: { accountId, environment: 'live' },
    sandbox: { accountId, environment: 'sandbox' },
    async key({ environment = 'live', scopes = SCOPES, userId = null, expiresAt } = {}) {
      const { key, row } = await issueKey(createStore(db), { accountId, environment }, { name: 'Test', userId, scopes, expiresAt });
      return { key, id: row.id };
    },
  };
}

/** An account whose sandbox holds the contract's examples and nothing else, and a key to it. */
export async function exampleAccount(db: Db): Promise<{ key: string; scope: Scope }> {
  const store = createStore(db);
  const { id: accountId } = await store.accounts.insert({ name: 'Examples', plan: 'pro' });
  const scope: Scope = { accountId, environment: 'sandbox' };
  const { users, projects } = contractExamples();
  for (const user of users) await store.users.insert(scope, { ...userRow(user), password_hash: 'none' });
  for (const project of projects) await store.projects.insert(scope, projectRow(project));
  const { key } = await issueKey(store, scope, { name: 'Examples', userId: users[0]?.id ?? null, scopes: SCOPES });
  return { key, scope };
}
