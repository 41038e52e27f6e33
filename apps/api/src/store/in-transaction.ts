import type { Db } from './schema.ts';
import { transaction } from './transaction.ts';

/**
 * Runs `work` in a transaction: the one that the store was created on, else one of its own.
 *
 * @throws what `work` throws, after a rollback when the transaction is its own.
 */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : transaction(db, work);
}
