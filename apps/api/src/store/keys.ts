import { sql } from 'kysely';
import type { Guard } from './guarded-write.ts';
import { canBeId, newId } from './ids.ts';
import { keySecretStore } from './key-secrets.ts';
import type { NewSecret } from './key-secrets.ts';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import type { ListRequest } from '@plumbline/server';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { ApiKeyRow, Db, Scope } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';
import { inTransaction } from './transaction.ts';

const COLUMNS = [
  'id',
  'account_id',
  'environment',
  'project_id',
  'user_id',
  'name',
  'prefix',
  'scopes',
  'allowed_addresses',
  'rate_limit',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'created_at',
  'updated_at',
] as const;

/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'name', 'project_id', 'created_at'] as const;

type NewKey = Pick<ApiKeyRow, 'user_id' | 'project_id' | 'name' | 'scopes' | 'allowed_addresses' | 'expires_at'>;
type KeyChanges = Partial<Pick<ApiKeyRow, 'name' | 'scopes' | 'allowed_addresses' | 'expires_at'>>;

/** A new secret for a key, and how long the ones before it go on to work. */
interface Rotation {
  secret: NewSecret;
  oldUntil: Date;
  now: Date;
}

/**
 * The API keys of accounts; of the keys themselves only hashes are kept. A scope shows the keys that are not
 * revoked and, when it is bound to a project, only those of that project. A guard is called with the locked row
 * before anything is written; what it throws undoes the whole and is passed on.
 */
export function keyStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<ApiKeyRow>> {
      return listRows(visibleTo(db, scope), FIELDS, list);
    },

    async find(scope: Scope, id: string): Promise<ApiKeyRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visibleTo(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** The ids of the keys that a user has made, in order. */
    async idsOfUser(scope: Scope, userId: string): Promise<string[]> {
      if (!canBeId(userId)) return [];

      const rows = await visibleTo(db, scope).where('user_id', '=', userId).orderBy('id').execute();
      return rows.map(({ id }) => id);
    },

    /** Those of these keys that are there and not revoked, in the order of their ids. */
    findEach(scope: Scope, ids: readonly string[]): Promise<ApiKeyRow[]> {
      return visibleTo(db, scope).where('id', 'in', [...ids, '']).orderBy('id').execute();
    },

    /** Adds a key with its first secret. A scope that is bound to a project makes keys of that project only. */
    insert(scope: Scope, key: NewKey, secret: NewSecret): Promise<ApiKeyRow> {
      const { user_id, project_id, name, scopes, allowed_addresses, expires_at } = key;

      return inTransaction(db, async (trx) => {
        const row = await trx
          .insertInto('api_keys')
          .values({
            id: newId('key'),
            ...columnsOf(scope),
            project_id: scope.projectId ?? project_id,
            prefix: secret.prefix,
            user_id,
            name,
            scopes,
            allowed_addresses,
            expires_at,
          })
          .returning(COLUMNS)
          .executeTakeFirstOrThrow();
        await keySecretStore(trx).insert(row.id, secret);

        return row;
      });
    },

    /** Changes what is given and leaves the rest; undefined when there is no such key. */
    update(scope: Scope, id: string, changes: KeyChanges, guard?: Guard<ApiKeyRow>): Promise<ApiKeyRow | undefined> {
      return change(db, scope, id, guard, (trx) =>
        trx
          .updateTable('api_keys')
          .set({ ...changes, updated_at: NEXT_UPDATED_AT })
          .where('id', '=', id)
          .returning(COLUMNS)
          .executeTakeFirst(),
      );
    },

    /** Gives a key a new secret; undefined when there is no such key. */
    rotate(scope: Scope, id: string, { secret, oldUntil, now }: Rotation, guard?: Guard<ApiKeyRow>): Promise<ApiKeyRow | undefined> {
      return change(db, scope, id, guard, async (trx) => {
        await keySecretStore(trx).end(id, oldUntil, now);
        await keySecretStore(trx).insert(id, secret);

        return trx
          .updateTable('api_keys')
          .set({ prefix: secret.prefix, updated_at: NEXT_UPDATED_AT })
          .where('id', '=', id)
          .returning(COLUMNS)
          .executeTakeFirst();
      });
    },

    /** Revokes a key for good and returns it; undefined when there is no such key, or no longer. */
    revoke(scope: Scope, id: string, guard?: Guard<ApiKeyRow>): Promise<ApiKeyRow | undefined> {
      return change(db, scope, id, guard, (trx) => revoking(trx).where('id', '=', id).returning(COLUMNS).executeTakeFirst());
    },

    /** Revokes every key of a project and returns those that were not revoked before. */
    revokeOfProject(scope: Scope, projectId: string): Promise<ApiKeyRow[]> {
      return revoking(db)
        .where((eb) => eb.and(columnsOf(scope)))
        .where(inProject(scope, 'project_id'))
        .where('project_id', '=', projectId)
        .where('revoked_at', 'is', null)
        .returning(COLUMNS)
        .execute();
    },

    /** The keys of an account in both environments, revoked ones too, oldest first: for the operator. */
    listOfAccount(accountId: string): Promise<ApiKeyRow[]> {
      return db
        .selectFrom('api_keys')
        .select(COLUMNS)
        .where('account_id', '=', accountId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
    },

    /** Any key, whosever it is and revoked or not: for the operator. */
    async findById(id: string): Promise<ApiKeyRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db.selectFrom('api_keys').select(COLUMNS).where('id', '=', id).executeTakeFirst();
    },

    /** Revokes any key for good and returns it: for the operator. One that is revoked already keeps its time. */
    async revokeById(id: string): Promise<ApiKeyRow | undefined> {
      if (!canBeId(id)) return undefined;

      return revoking(db).where('id', '=', id).returning(COLUMNS).executeTakeFirst();
    },

    /**
     * Sets the limit that takes the place of the policy's for one key, or null for the policy's: for the operator.
     * No caller sees it, so that it is no change of the key; undefined when there is no such key, or no longer.
     */
    async setLimit(id: string, limit: number | null): Promise<ApiKeyRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .updateTable('api_keys')
        .set({ rate_limit: limit })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning(COLUMNS)
        .executeTakeFirst();
    },

    /**
     * Notes when keys were last used, in one statement. A use within a minute of the noted one changes nothing, so that
     * a busy key is not another object with each request; nor does an earlier one.
     */
    async touch(uses: ReadonlyMap<string, Date>): Promise<void> {
      const ids = [...uses.keys()];
      const times = [...uses.values()].map((time) => time.toISOString());

      // Locked in one order, since two processes that write the same keys in different orders would wait for each other.
      await sql`
        update api_keys set last_used_at = used.at
        from (
          select api_keys.id, used.at
          from api_keys join unnest(${ids}::text[], ${times}::timestamptz[]) as used (id, at) on used.id = api_keys.id
          order by api_keys.id for no key update of api_keys
        ) as used
        where api_keys.id = used.id and (last_used_at is null or last_used_at < used.at - interval '1 minute')`.execute(db);
    },

    /** What it takes to judge a key that claims this lookup, in one query; the hash is still to be compared. */
    findByLookup: keySecretStore(db).findByLookup,
  };
}

function visibleTo(db: Db, scope: Scope) {
  return db
    .selectFrom('api_keys')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)))
    .where(inProject(scope, 'project_id'))
    .where('revoked_at', 'is', null);
}

function revoking(db: Db) {
  const since = sql<Date>`coalesce(revoked_at, now())`;

  return db.updateTable('api_keys').set({ revoked_at: since, updated_at: since });
}

/** Locks a key, shows it to the guard, and writes; undefined when there is no such key. */
async function change<Result>(db: Db, scope: Scope, id: string, guard: Guard<ApiKeyRow> | undefined, write: (trx: Db) => Promise<Result>) {
  if (!canBeId(id)) return undefined;

  return inTransaction(db, async (trx) => {
    const row = await visibleTo(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) return undefined;
    guard?.(row);

    return write(trx);
  });
}
