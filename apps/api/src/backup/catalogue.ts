import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';

export interface Column {
  name: string;
  /** json or jsonb, in which `null` is a value beside SQL's NULL. */
  jsonType: 'json' | 'jsonb' | null;
}

export interface Table {
  name: string;
  columns: readonly Column[];
}

/** A foreign key: `table` refers to `target`. */
export interface ForeignKey {
  name: string;
  table: string;
  target: string;
  isDeferrable: boolean;
}

/** The tables of the public schema that hold data, by name; of kysely's own there are none. */
export async function readTables(db: Db): Promise<Table[]> {
  // A generated column is computed again, so it is not part of what is kept. `p` is a partitioned table.
  const { rows } = await sql<Table>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'jsonType', case when t.typname in ('json', 'jsonb') then t.typname end) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('kysely_migration', 'kysely_migration_lock')
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname collate "C"`.execute(db);

  return rows;
}

export async function readForeignKeys(db: Db): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select k.conname as name, t.relname as table, f.relname as target, k.condeferrable as "isDeferrable"
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.conparentid = 0
    order by k.conname collate "C"`.execute(db);

  return rows;
}

/** The value that each sequence gave out last, as text; a sequence that gave out none is left out. */
export async function readSequences(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; value: string }>`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by sequencename collate "C"`.execute(db);

  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/**
 * Orders tables so that each comes behind those that it refers to.
 *
 * @returns with them the foreign keys for which that is not possible: of a table to itself, or in a circle.
 */
export function inForeignKeyOrder(tables: readonly Table[], keys: readonly ForeignKey[]): { ordered: Table[]; circular: ForeignKey[] } {
  const ordered: Table[] = [];
  const circular: ForeignKey[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  const openKeys = (name: string) => keys.filter(({ table, target }) => table === name && waiting.has(target));

  while (waiting.size > 0) {
    const names = [...waiting.keys()];
    const next = names.find((name) => openKeys(name).every(({ target }) => target === name)) ?? names[0];
    const table = waiting.get(next ?? '');
    if (!table) break;

    circular.push(...openKeys(table.name));
    ordered.push(table);
    waiting.delete(table.name);
  }

  return { ordered, circular };
}
