import { newId } from './ids.ts';
import type { ListRequest } from '@plumbline/server';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import type { AuditRow, Db, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

const COLUMNS = [
  'id',
  'action',
  'actor_type',
  'actor_id',
  'user_id',
  'target_type',
  'target_id',
  'changes',
  'request_id',
  'address',
  'created_at',
] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'action', 'target_id', 'actor_id', 'created_at'] as const;

type NewEntry = Omit<AuditRow, 'id' | 'created_at'> & Partial<AuditRow>;

/**
 * Who did what to an account's keys, settings and users. The database refuses to change or delete an entry. The
 * audit is the whole account's: the contract's `x-access` keeps a credential for one project away from it.
 */
export function auditStore(db: Db) {
  return {
    list(scope: Scope, list: ListRequest): Promise<ListedRows<AuditRow>> {
      const entries = db
        .selectFrom('audit')
        .select(COLUMNS)
        .where((eb) => eb.and(columnsOf(scope)));

      return listRows(entries, FIELDS, list);
    },

    /** Adds an entry; in the transaction that does what it tells of, so that neither is there without the other. */
    append(scope: Scope, entry: NewEntry): Promise<AuditRow> {
      return db
        .insertInto('audit')
        .values({ id: newId('aud'), ...entry, ...columnsOf(scope) })
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
    },
  };
}
