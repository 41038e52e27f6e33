import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import type { ApiKeyRow, Db, NewApiKey, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

const COLUMNS = [
  'id',
  'account_id',
  'environment',
  'user_id',
  'name',
  'scopes',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'created_at',
] as const;

/** The API keys of accounts; of the keys themselves only hashes are kept. */
export function keyStore(db: Db) {
  return {
    insert(scope: Scope, key: Omit<NewApiKey, 'id'>): Promise<ApiKeyRow> {
      return db
        .insertInto('api_keys')
        .values({ id: newId('key'), ...key, ...columnsOf(scope) })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },

    /** The keys of an account in both environments, oldest first. */
    list(accountId: string): Promise<ApiKeyRow[]> {
      return db
        .selectFrom('api_keys')
        .select(COLUMNS)
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
    },

    /** What it takes to judge a key that claims this lookup, in one query; the hash is still to be compared. */
    findByLookup(lookup: string) {
      return db
        .selectFrom('api_keys')
        .innerJoin('accounts', 'accounts.id', 'api_keys.account_id')
        .select(['api_keys.id', 'account_id', 'environment', 'user_id', 'hash', 'scopes', 'expires_at', 'revoked_at', 'plan'])
        .where('lookup', '=', lookup)
        .executeTakeFirst();
    },

    /** Revokes a key for good and returns it; one that is revoked already keeps its time. */
    async revoke(id: string): Promise<ApiKeyRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .updateTable('api_keys')
        .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
        .where('id', '=', id)
        .returning(COLUMNS)
        .executeTakeFirst();
    },
  };
}
