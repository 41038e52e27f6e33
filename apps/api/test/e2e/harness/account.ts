import { randomUUID } from 'node:crypto';
import { createAccount } from '../../../src/accounts/create-account.ts';
import { issueKey } from '../../../src/accounts/issue-key.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';

interface Grant {
  environment?: 'live' | 'sandbox';
  scopes?: readonly string[];
  expiresAt?: Date;
  userId?: string | null;
  projectId?: string | null;
  allowedAddresses?: readonly string[];
}

/** An account with a key for each environment, and whatever other keys a test asks for. */
export interface TestAccount {
  accountId: string;
  liveKey: string;
  sandboxKey: string;
  live: Scope;
  sandbox: Scope;
  /** Makes one more key. */
  key(grant?: Grant): Promise<{ key: string; id: string }>;
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
    async key({ environment = 'live', scopes = SCOPES, userId = null, ...grant } = {}) {
      const { key, row } = await issueKey(createStore(db), { accountId, environment }, { name: 'Test', userId, scopes, ...grant });
      return { key, id: row.id };
    },
  };
}
