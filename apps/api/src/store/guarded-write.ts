import type { Db } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Judges a row before it is changed; throws to keep it from being changed. */
export type Guard<Row> = (row: Row) => void;

interface GuardedWrite<Row, Result> {
  guard: Guard<Row> | undefined;
  /** Reads the row and holds it against other writers: `select … for update`. */
  lock(trx: Db): Promise<Row | undefined>;
  write(trx: Db): Promise<Result>;
}

/**
 * Writes a row that a guard has seen as it is when it is written: nobody can change it in between.
 * Without a guard it is just written. Inside a transaction it takes part in that one.
 *
 * @returns what `write` returns; undefined when there is no row for the guard to see.
 * @throws what the guard throws, and then nothing has been written.
 */
export async function guardedWrite<Row, Result>(db: Db, { guard, lock, write }: GuardedWrite<Row, Result>): Promise<Result | undefined> {
  if (!guard) return write(db);

  return inTransaction(db, async (trx) => {
    const row = await lock(trx);
    if (row === undefined) return undefined;

    guard(row);
    return write(trx);
  });
}
