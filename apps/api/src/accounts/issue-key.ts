import type { ApiKeyRow, Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { makeKey } from './api-key.ts';

interface KeyGrant {
  name: string;
  userId: string | null;
  scopes: readonly string[];
  /** Never, when left out. */
  expiresAt?: Date | undefined;
}

/** Makes a key and stores its hash. The returned text is the only copy of the key. */
export async function issueKey(
  store: Pick<Store, 'keys'>,
  scope: Scope,
  { name, userId, scopes, expiresAt }: KeyGrant,
): Promise<{ key: string; row: ApiKeyRow }> {
  const { key, lookup, hash } = makeKey(scope.environment);
  const row = await store.keys.insert(scope, {
    name,
    user_id: userId,
    lookup,
    hash,
    scopes: [...scopes],
    expires_at: expiresAt ?? null,
  });

  return { key, row };
}
