import { issueKey } from '../../../src/accounts/issue-key.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';
import { createStore } from '../../../src/store/store.ts';
import { LISTED_TABLES, type ListOperationId } from '../../listed-tables.ts';
import { rowMaker, type Row } from './list-rows.ts';

/** An account that has just the rows that a test gave it, and a key to its sandbox, where nobody counts requests. */
export interface ListedAccount {
  key: string;
  scope: Scope;
  /** What the list has: the rows with the ids that they got, and, among keys, the key itself. */
  rows: Row[];
  /** The rows that it was given, whether they are shown or not. */
  made: Row[];
  /** What the list has in the live environment. */
  live: Row[];
  /** Adds a row and gives it with its id. */
  add(row: Row): Promise<Row>;
}

let accounts = 0;

/** Makes the account. Its live environment has the same rows once more, which its sandbox must not show. */
export async function listedAccount(db: Db, operationId: ListOperationId, rows: readonly Row[]): Promise<ListedAccount> {
  const store = createStore(db);
  const { isShown = () => true } = rowMaker(operationId);
  const { id: accountId } = await store.accounts.insert({ name: 'Lists', plan: 'free' });
  const scope: Scope = { accountId, environment: 'sandbox' };
  const { key } = await issueKey(store, scope, { name: 'Caller', userId: null, scopes: SCOPES });
  accounts += 1;
  // The id of a key is unique among all accounts. What is added is the same for all rows and leaves their order.
  const named = (row: Row, end: string) => ({ ...row, id: `${row.id}_${accounts}${end}` });
  const own = rows.map((row) => named(row, ''));

  const elsewhere = rows.map((row) => named(row, 'live'));

  const before = await rowsIn(db, scope, operationId);
  for (const [where, what] of [[scope, own], [{ accountId, environment: 'live' }, elsewhere]] as const) {
    await insert(db, where, operationId, what);
  }

  const suffix = accounts;
  return {
    key,
    scope,
    rows: [...before, ...own].filter(isShown),
    made: own,
    live: elsewhere.filter(isShown),
    async add(row) {
      const added = { ...row, id: `${row.id}_${suffix}` };
      await insert(db, scope, operationId, [added]);
      return added;
    },
  };
}

/** Every row of a scope as it is kept, read without any of what lists use. */
async function rowsIn(db: Db, scope: Scope, operationId: ListOperationId): Promise<Row[]> {
  return db.selectFrom(LISTED_TABLES[operationId]).selectAll().where((eb) => eb.and(columnsOf(scope))).execute();
}

async function insert(db: Db, scope: Scope, operationId: ListOperationId, rows: readonly Row[]): Promise<void> {
  const { ownOf, prepare } = rowMaker(operationId);
  const values = rows.map((row) => Object.assign({}, row, ownOf?.(row), columnsOf(scope)));
  await prepare?.(db, scope, values);
  if (values.length === 0) return;
  await db.insertInto(LISTED_TABLES[operationId]).values(values as never).execute(); // The makers know the columns of their tables.
}
