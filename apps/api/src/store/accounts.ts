import { sql } from 'kysely';
import { canBeId, newId } from './ids.ts';
import type { AccountRow, Db, NewAccount, Plan } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** The accounts themselves; not scoped, so for the operator and the seed only. */
export function accountStore(db: Db) {
  return {
    /** Adds an account, with the settings of both environments. */
    insert(account: Omit<NewAccount, 'id'>): Promise<AccountRow> {
      return inTransaction(db, async (trx) => {
        const made = await trx
          .insertInto('accounts')
          .values({ id: newId('acc'), ...account })
          .returningAll()
          .executeTakeFirstOrThrow();
        const settings = { account_id: made.id, name: made.name };
        await trx
          .insertInto('settings')
          .values([
            { ...settings, environment: 'live', sandbox_reset_at: null },
            { ...settings, environment: 'sandbox', sandbox_reset_at: sql<Date>`now()` },
          ])
          .execute();

        return made;
      });
    },

    async find(id: string): Promise<AccountRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
    },

    /** Changes an account's plan; undefined when there is no such account. */
    async setPlan(id: string, plan: Plan): Promise<AccountRow | undefined> {
      if (!canBeId(id)) return undefined;

      return db.updateTable('accounts').set({ plan }).where('id', '=', id).returningAll().executeTakeFirst();
    },

    /** All accounts, oldest first. */
    list(): Promise<AccountRow[]> {
      return db.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('id').execute();
    },

    /** Whether there is no account at all. */
    async isEmpty(): Promise<boolean> {
      return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined;
    },
  };
}
