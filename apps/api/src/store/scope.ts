import type { Scope } from './schema.ts';

/** A scope as the columns that every row of an account carries, to insert with or to select by. */
export function columnsOf({ accountId, environment }: Scope) {
  return { account_id: accountId, environment };
}
