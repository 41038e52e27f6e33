import { createStore, type Store } from './store.ts';
import type { Db } from './schema.ts';
import { joinStatement, joinTransaction } from './transaction.ts';

/** How handlers write: always in the transaction that is open around them, where there is one. */
export interface Writing {
  /** Does several things with the store or, when one of them throws, none. */
  transact<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Does one thing with the store, in one statement. */
  write<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** Lets handlers write on a database. */
export function writing(db: Db): Writing {
  const whole = createStore(db);
  return {
    transact: (work) => joinTransaction(db, (trx) => work(createStore(trx))),
    write: (work) => joinStatement(db, (handle) => work(handle === db ? whole : createStore(handle))),
  };
}
