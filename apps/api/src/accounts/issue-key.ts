import type { ApiKeyRow, Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { makeKey } from './api-key.ts';

/** What a key allows. What is left out is not limited: the whole account, from everywhere, for ever. */
export interface KeyGrant {
  scopes: readonly string[];
  projectId?: string | null | undefined;
  allowedAddresses?: readonly string[] | undefined;
  expiresAt?: Date | null | undefined;
}

interface NewKey extends KeyGrant {
  name: string;
  /** For whom the key is made. */
  userId: string | null;
}

/** A key and its only copy: what is stored does not give it back. */
export interface IssuedKey {
  key: string;
  row: ApiKeyRow;
}

/** Makes a key and stores its hash. */
export async function issueKey(
  store: Pick<Store, 'keys'>,
  scope: Scope,
  { name, userId, scopes, projectId = null, allowedAddresses = [], expiresAt = null }: NewKey,
): Promise<IssuedKey> {
  const { key, ...secret } = makeKey(scope.environment);
  const row = await store.keys.insert(
    scope,
    {
      name,
      user_id: userId,
      project_id: projectId,
      scopes: [...scopes],
      allowed_addresses: [...allowedAddresses],
      expires_at: expiresAt,
    },
    secret,
  );

  return { key, row };
}
