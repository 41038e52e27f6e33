import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import { pageOf } from './page.ts';
import type { PageRequest } from './page.ts';
import type { Db, Scope, UserRow } from './schema.ts';
import { columnsOf } from './scope.ts';

const COLUMNS = ['id', 'name', 'email', 'created_at', 'updated_at'] as const;

type WithPassword = { password_hash: string };
type NewUser = Pick<UserRow, 'name' | 'email'> & WithPassword & Partial<UserRow>;
type UserChanges = Partial<Pick<UserRow, 'name' | 'email'> & WithPassword>;

/** The users of an account. What is outside the scope is neither seen nor changed. */
export function userStore(db: Db) {
  return {
    /** One page, oldest first, and how many users all pages have together. */
    async list(scope: Scope, request: PageRequest) {
      const matching = db.selectFrom('users').where((eb) => eb.and(columnsOf(scope)));

      return pageOf(
        request,
        (limit, offset) => matching.select(COLUMNS).orderBy('created_at').orderBy('id').limit(limit).offset(offset).execute(),
        () => matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
      );
    },

    async find(scope: Scope, id: string): Promise<UserRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .selectFrom('users')
        .select(COLUMNS)
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .executeTakeFirst();
    },

    /** Adds a user, unless another one of the account has the address, in whichever case it is written. */
    insert(scope: Scope, user: NewUser): Promise<UserRow | 'email_taken'> {
      return unlessTaken(() =>
        db
          .insertInto('users')
          .values({ id: newId('usr'), ...user, ...columnsOf(scope) })
          .returning(COLUMNS)
          .executeTakeFirstOrThrow(),
      );
    },

    /** Changes what is given and leaves the rest; undefined when there is no such user. */
    async update(scope: Scope, id: string, changes: UserChanges): Promise<UserRow | 'email_taken' | undefined> {
      if (!canBeId(id)) return undefined;

      return unlessTaken(() =>
        db
          .updateTable('users')
          .set({ ...changes, updated_at: sql<Date>`now()` })
          .where((eb) => eb.and({ ...columnsOf(scope), id }))
          .returning(COLUMNS)
          .executeTakeFirst(),
      );
    },

    /** Deletes a user and returns who it was; the keys that this user made stay. */
    async remove(scope: Scope, id: string): Promise<UserRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db
        .deleteFrom('users')
        .where((eb) => eb.and({ ...columnsOf(scope), id }))
        .returning(COLUMNS)
        .executeTakeFirst();
    },
  };
}

/** Lets the unique index decide, since a look beforehand would lose the race against another request. */
async function unlessTaken<T>(write: () => Promise<T>): Promise<T | 'email_taken'> {
  try {
    return await write();
  } catch (error) {
    if (isTaken(error)) return 'email_taken';
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  const UNIQUE_VIOLATION = '23505';
  if (!(error instanceof Error && 'code' in error && 'constraint' in error)) return false;

  return error.code === UNIQUE_VIOLATION && error.constraint === 'users_email_key';
}
