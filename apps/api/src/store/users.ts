import { guardedWrite } from './guarded-write.ts';
import type { Guard } from './guarded-write.ts';
import { canBeId, newId } from './ids.ts';
import type { ListRequest } from '@plumbline/server';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, Scope, UserRow } from './schema.ts';
import { columnsOf } from './scope.ts';
import { unlessRefused } from './unless-refused.ts';

const COLUMNS = ['id', 'name', 'email', 'created_at', 'updated_at'] as const;

type WithPassword = { password_hash: string };
type NewUser = Pick<UserRow, 'name' | 'email'> & WithPassword & Partial<UserRow>;
type UserChanges = Partial<Pick<UserRow, 'name' | 'email'> & WithPassword>;

/**
 * The users of an account. What is outside the scope is neither seen nor changed. Users belong to the whole
 * account: the contract's `x-access` keeps a credential for one project away from them.
 */
export function userStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<UserRow>> {
      return listRows(visible(db, scope), COLUMNS, list);
    },

    async find(scope: Scope, id: string): Promise<UserRow | undefined> {
      if (!canBeId(id)) return undefined;

      return visible(db, scope).where('id', '=', id).executeTakeFirst();
    },

    /** Keeps a user from being changed or deleted by others until the transaction ends; without one, it does nothing. */
    async lock(scope: Scope, id: string): Promise<void> {
      if (canBeId(id)) await visible(db, scope).where('id', '=', id).forUpdate().execute();
    },

    /** The user that has been there longest, for whom a key speaks when nobody is named. */
    findOldest(scope: Scope): Promise<UserRow | undefined> {
      return visible(db, scope).orderBy('created_at').orderBy('id').limit(1).executeTakeFirst();
    },

    /** Adds a user, unless another one of the account has the address, in whichever case it is written. */
    insert(scope: Scope, user: NewUser): Promise<UserRow | 'email_taken'> {
      return unlessRefused('users_email_key', 'email_taken', () =>
        db
          .insertInto('users')
          .values({ id: newId('usr'), ...user, ...columnsOf(scope) })
          .returning(COLUMNS)
          .executeTakeFirstOrThrow(),
      );
    },

    /**
     * Changes what is given and leaves the rest; undefined when there is no such user.
     *
     * @throws what the guard throws; then nothing is changed.
     */
    async update(
      scope: Scope,
      id: string,
      changes: UserChanges,
      guard?: Guard<UserRow>,
    ): Promise<UserRow | 'email_taken' | undefined> {
      if (!canBeId(id)) return undefined;

      // Around the transaction of the guard, which a refusal has ended.
      return unlessRefused('users_email_key', 'email_taken', () =>
        guardedWrite(db, {
          guard,
          lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
          write: (trx) =>
            trx
              .updateTable('users')
              .set({ ...changes, updated_at: NEXT_UPDATED_AT })
              .where((eb) => eb.and({ ...columnsOf(scope), id }))
              .returning(COLUMNS)
              .executeTakeFirst(),
        }),
      );
    },

    /**
     * Deletes a user and returns who it was; the keys that this user made stay.
     *
     * @throws what the guard throws; then nothing is deleted.
     */
    async remove(scope: Scope, id: string, guard?: Guard<UserRow>): Promise<UserRow | undefined> {
      if (!canBeId(id)) return undefined;

      return guardedWrite(db, {
        guard,
        lock: (trx) => visible(trx, scope).where('id', '=', id).forUpdate().executeTakeFirst(),
        write: (trx) =>
          trx
            .deleteFrom('users')
            .where((eb) => eb.and({ ...columnsOf(scope), id }))
            .returning(COLUMNS)
            .executeTakeFirst(),
      });
    },
  };
}

function visible(db: Db, scope: Scope) {
  return db
    .selectFrom('users')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)));
}
