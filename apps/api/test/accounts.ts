import { createStore } from '../src/store/store.ts';
import type { Db, Scope } from '../src/store/schema.ts';

/** An account of its own, and the scopes of its two environments. */
export async function newScopes(db: Db): Promise<{ live: Scope; sandbox: Scope }> {
  const { id: accountId } = await createStore(db).accounts.insert({ name: 'Test', plan: 'free' });

  return { live: { accountId, environment: 'live' }, sandbox: { accountId, environment: 'sandbox' } };
}
