import { issueKey } from '../../../src/accounts/issue-key.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import { contractExamples } from '../../../src/seed/contract-examples.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';
import { exampleAccount } from './example-account.ts';

/**
 * An account that holds what the contract shows, and a second key to it: calling with the key that is shown would
 * change it, since a key shows when it was last used.
 */
export async function exampleCaller(db: Db): Promise<{ key: string; scope: Scope }> {
  const { scope } = await exampleAccount(db);
  const [maker] = contractExamples().users;
  const { key } = await issueKey(createStore(db), scope, { name: 'Caller', userId: maker?.id ?? null, scopes: SCOPES });

  return { key, scope };
}
