import { guardedWrite } from './guarded-write.ts';
import type { Guard } from './guarded-write.ts';
import { NEXT_UPDATED_AT } from './next-updated-at.ts';
import type { Db, Scope, SettingsRow } from './schema.ts';
import { columnsOf } from './scope.ts';
import { inTransaction } from './transaction.ts';

const COLUMNS = ['settings.name', 'plan', 'support_email', 'log_retention_days', 'sandbox_reset_at', 'updated_at'] as const;

type SettingsChanges = Partial<Pick<SettingsRow, 'name' | 'support_email' | 'log_retention_days'>>;

/** The settings of an account, of each environment its own; the account's plan is shown with them. */
export function settingsStore(db: Db) {
  return {
    /** The settings of the scope's environment, which an account has from the moment it is made. */
    find(scope: Scope): Promise<SettingsRow> {
      return of(db, scope).executeTakeFirstOrThrow();
    },

    /**
     * Changes what is given and leaves the rest; undefined when there is no such account. In live a name is the
     * account's own, too.
     *
     * @throws what the guard throws; then nothing is changed.
     */
    update(
      scope: Scope,
      { name, support_email, log_retention_days }: SettingsChanges,
      guard?: Guard<SettingsRow>,
    ): Promise<SettingsRow | undefined> {
      const isAccountName = scope.environment === 'live' && name !== undefined;
      const write = async (trx: Db) => {
        const settings = await trx
          .updateTable('settings')
          .set({ name, support_email, log_retention_days, updated_at: NEXT_UPDATED_AT })
          .from('accounts')
          .whereRef('accounts.id', '=', 'settings.account_id')
          .where((eb) => eb.and(columnsOf(scope)))
          .returning(COLUMNS)
          .executeTakeFirst();
        if (settings && isAccountName) await trx.updateTable('accounts').set({ name }).where('id', '=', scope.accountId).execute();

        return settings;
      };
      const guarded = (on: Db) =>
        guardedWrite(on, { guard, lock: (trx) => of(trx, scope).forUpdate('settings').executeTakeFirst(), write });

      // Both tables or neither, with a guard or without.
      return isAccountName ? inTransaction(db, guarded) : guarded(db);
    },
  };
}

function of(db: Db, scope: Scope) {
  return db
    .selectFrom('settings')
    .innerJoin('accounts', 'accounts.id', 'settings.account_id')
    .select(COLUMNS)
    .where((eb) => eb.and(columnsOf(scope)));
}
