import * as fc from 'fast-check';
import type { Db } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';
import { LISTED_TABLES, type ListOperationId } from '../../listed-tables.ts';
import { rowMaker, type Row } from './list-rows.ts';
import type { ListedAccount } from './listed-account.ts';
import { oddNames } from './odd-text.ts';

/** What happens to a list while somebody walks it. `of` counts the rows that there are. */
export type Change = { act: 'create'; row: Row } | { act: 'end'; of: number } | { act: 'rename'; of: number; name: string };

/** Any change that an operation's rows can undergo. */
export function changesOf(operationId: ListOperationId): fc.Arbitrary<Change> {
  const { row, ends } = rowMaker(operationId);
  const create = fc.record({ act: fc.constant('create' as const), row });
  if (!ends) return create;
  const of = fc.nat(1_000);
  return fc.oneof(create, fc.record({ act: fc.constant('end' as const), of }), fc.record({ act: fc.constant('rename' as const), of, name: oddNames }));
}

/** Makes changes of an account's rows and keeps account of them. */
export interface Changer {
  apply(change: Change): Promise<void>;
  /** Rows that came meanwhile. */
  added: Row[];
  ended: Set<string>;
  renamed: Set<string>;
}

/**
 * Starts to keep account of changes.
 *
 * @param changeable the rows that may end or get another name, beside those that come
 */
export function changer(db: Db, operationId: ListOperationId, { scope, made, add }: ListedAccount, changeable: readonly Row[] = made): Changer {
  const { ends, excludes } = rowMaker(operationId);
  // Every list of which a row can end has a name and these times; the compiler knows no table in particular.
  const table = LISTED_TABLES[operationId] as 'api_keys';
  const taken = [...made];
  const there = [...changeable];
  const changes: Pick<Changer, 'added' | 'ended' | 'renamed'> = { added: [], ended: new Set(), renamed: new Set() };

  async function create(wanted: Row): Promise<void> {
    // Longer than the id of any row that was there, and noted before it is waited for: others may be at work, too.
    const row = { ...wanted, id: `${wanted.id}${taken.length}` };
    if (taken.some((one) => excludes?.(one, row))) return;
    taken.push(row);
    const added = await add(row);
    changes.added.push(added);
    there.push(added);
  }

  async function set(values: { name: string } | { revoked_at: Date }, id: string): Promise<void> {
    await db.updateTable(table).set({ ...values, updated_at: new Date() }).where((eb) => eb.and({ ...columnsOf(scope), id })).execute();
  }

  return {
    ...changes,
    async apply(change) {
      if (change.act === 'create') return create(change.row);
      const row = there[change.of % there.length];
      if (!row || changes.ended.has(row.id)) return;
      if (change.act === 'rename') {
        changes.renamed.add(row.id);
        return set({ name: change.name }, row.id);
      }
      changes.ended.add(row.id);
      if (ends === 'revoked') return set({ revoked_at: new Date() }, row.id);
      await db.deleteFrom(table).where((eb) => eb.and({ ...columnsOf(scope), id: row.id })).execute();
    },
  };
}
