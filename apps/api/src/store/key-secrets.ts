import { sql } from 'kysely';
import type { CompiledQuery, InferResult } from 'kysely';
import { PREPARED } from './prepared.ts';
import type { Db } from './schema.ts';

/** A new secret as it is kept: enough to recognise it, not enough to use it. */
export interface NewSecret {
  /** The part of the key it is found by; not secret. */
  lookup: string;
  /** SHA-256 of the whole key; the key itself is never stored. */
  hash: Uint8Array;
  /** What the key begins with, up to its lookup. */
  prefix: string;
}

/** The secrets of keys. A key has one, and while it is rotated some older ones too. */
export function keySecretStore(db: Db) {
  let byLookup: CompiledQuery<JudgedKey> | undefined;

  return {
    async insert(keyId: string, { lookup, hash }: NewSecret): Promise<void> {
      await db.insertInto('key_secrets').values({ key_id: keyId, lookup, hash }).execute();
    },

    /**
     * Lets the secrets of a key end at a moment, none later than it would have and none later than the key.
     * Those that have ended by `now` are deleted.
     */
    async end(keyId: string, until: Date, now: Date): Promise<void> {
      await db
        .updateTable('key_secrets')
        .from('api_keys')
        .set({ expires_at: sql<Date>`least(key_secrets.expires_at, api_keys.expires_at, ${until}::timestamptz)` })
        .whereRef('api_keys.id', '=', 'key_secrets.key_id')
        .where('key_id', '=', keyId)
        .execute();
      await db.deleteFrom('key_secrets').where('key_id', '=', keyId).where('expires_at', '<=', now).execute();
    },

    /** What it takes to judge a key that claims this lookup, in one query; the hash is still to be compared. */
    async findByLookup(lookup: string): Promise<JudgedKey | undefined> {
      // Every request asks this: putting it together each time was a quarter of an authentication. Plugins see a query
      // when it is compiled, but the transaction guard has to see each one.
      if (byLookup) db.getExecutor().transformQuery(byLookup.query, byLookup.queryId);
      else byLookup = judgedKey(db).compile();
      const { rows } = await db.executeQuery<JudgedKey>({ ...byLookup, parameters: [lookup] });

      return rows[0];
    },
  };
}

type JudgedKey = InferResult<ReturnType<typeof judgedKey>>[number];

/** The key of the lookup that is its only parameter, which is still to be given. */
function judgedKey(db: Db) {
  return db
    .selectFrom('key_secrets')
    .innerJoin('api_keys', 'api_keys.id', 'key_secrets.key_id')
    .innerJoin('accounts', 'accounts.id', 'api_keys.account_id')
    .select([
      'api_keys.id',
      'account_id',
      'environment',
      'user_id',
      'project_id',
      'scopes',
      'allowed_addresses',
      'rate_limit',
      'api_keys.expires_at',
      'revoked_at',
      'hash',
      'key_secrets.expires_at as secret_expires_at',
      'plan',
    ])
    .where('lookup', '=', '')
    .modifyFront(PREPARED);
}
