import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin, Transaction } from 'kysely';
import type { Db, Tables } from './schema.ts';

/** A transaction that is open around what is running. */
interface Open {
  db: Db;
  trx: Transaction<Tables>;
  /** What something in it has thrown that had joined it: from then on it can only be rolled back. */
  failure?: { error: unknown };
}

const inside = new AsyncLocalStorage<Open>();

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

  return db.transaction().execute(async (guarded) => {
    // Without plugins, since the guard is meant for the root handle only.
    const open: Open = { db, trx: guarded.withoutPlugins() };
    const result = await inside.run(open, () => work(open.trx));
    if (open.failure) throw open.failure.error;
    return result;
  });
}

/**
 * Runs `work` in the transaction that is open around it on this database, or, when there is none, in one of its own.
 *
 * @throws what `work` throws. What it did is then undone, with all else of the transaction that it has joined, even if
 *   what is around it would go on.
 */
export function joinTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  const open = openOn(db);
  return open ? workIn(open, work) : transaction(db, work);
}

/**
 * Runs `work` in the transaction that is open around it on this database, or, when there is none, on the database
 * itself: for a single statement, which is a transaction already.
 *
 * @throws what `work` throws, and then as `joinTransaction` does.
 */
export function joinStatement<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  const open = openOn(db);
  return open ? workIn(open, work) : work(db);
}

function openOn(db: Db): Open | undefined {
  const open = inside.getStore();
  return open?.db === db ? open : undefined;
}

async function workIn<T>(open: Open, work: (trx: Db) => Promise<T>): Promise<T> {
  try {
    return await work(open.trx);
  } catch (error) {
    open.failure ??= { error };
    throw error;
  }
}

/**
 * Runs `work` in the transaction that `db` is, or, when it is the whole database, in one of its own.
 *
 * @throws what `work` throws; what it did goes when its transaction is rolled back.
 */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : transaction(db, work);
}
