import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin, Transaction } from 'kysely';
import type { Db, Tables } from './schema.ts';

const inside = new AsyncLocalStorage<true>();

/**
 * Refuses a query on the root database while a transaction is open around it. The embedded database
 * has one connection, so such a query would wait for the transaction and the transaction for it;
 * on PostgreSQL it would silently run outside the transaction.
 */
export const transactionGuard: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (inside.getStore()) throw new Error('A query inside a transaction must use the transaction, not the database.');
    return node;
  },
  transformResult: async ({ result }) => result,
};

/**
 * Runs `work` in one transaction: commits what it did when it returns, rolls back when it throws.
 * Inside, everything goes through `trx`: `createStore(trx)`.
 *
 * @throws what `work` throws; Error when called inside another transaction.
 */
export async function transaction<T>(db: Db, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  if (inside.getStore()) throw new Error('A transaction cannot be opened inside another one.');

  // Without plugins, since the guard is meant for the root handle only.
  return db.transaction().execute((trx) => inside.run(true, () => work(trx.withoutPlugins())));
}

/**
 * Runs `work` in the transaction that `db` is, or, when it is the whole database, in one of its own.
 *
 * @throws what `work` throws; what it did goes when its transaction is rolled back.
 */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : transaction(db, work);
}
