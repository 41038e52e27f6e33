import type { FileHandle } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Report } from '../store/database-handle.ts';
import type { Db } from '../store/schema.ts';
import { inForeignKeyOrder, readForeignKeys, readTables } from './catalogue.ts';
import type { ForeignKey, Table } from './catalogue.ts';
import type { Header } from './format.ts';
import { createProgress } from './progress.ts';
import { readBackup } from './read-backup.ts';
import { refuseRows } from './refuse-rows.ts';

/** What one statement inserts at most: rows, and characters of JSON. */
const BATCH = { rows: 250, characters: 1_000_000 };

interface Loading {
  report: Report;
  /** How many rows there are, for the progress. */
  total: number;
  /** A table whose rows are left out. */
  skipped: string | undefined;
}

/**
 * Inserts every row of a backup, and sets the sequences; within a transaction, which whoever calls rolls back when
 * this throws.
 *
 * @returns how many rows were inserted.
 * @throws Error when the database is not empty, has other tables than the backup, or the file changes meanwhile.
 */
export async function loadRows(trx: Db, file: FileHandle, { report, total, skipped }: Loading): Promise<number> {
  const tables = new Map((await readTables(trx)).map((table) => [table.name, table]));
  const { circular } = inForeignKeyOrder([...tables.values()], await readForeignKeys(trx));
  await lock(trx, [...tables.keys()]);
  await refuseRows(trx);
  await setDeferred(trx, circular, true);

  const progress = createProgress(report, (done) => `${done} of ${total} rows are loaded.`);
  let loaded = 0;
  let batch: { table: string; rows: string[]; characters: number } = { table: '', rows: [], characters: 0 };
  const flush = async () => {
    const table = tables.get(batch.table);
    if (table && batch.rows.length > 0) await insert(trx, table, batch.rows);
    loaded += batch.rows.length;
    progress(batch.rows.length);
  };

  for await (const entry of readBackup(file)) {
    if (entry.kind === 'header') refuseOtherTables(entry.header, tables);
    if (entry.kind === 'row' && entry.table !== skipped) {
      const isFull = batch.rows.length >= BATCH.rows || batch.characters >= BATCH.characters;
      if (isFull || batch.table !== entry.table) {
        await flush();
        batch = { table: entry.table, rows: [], characters: 0 };
      }
      batch.rows.push(entry.row);
      batch.characters += entry.row.length;
    }
    if (entry.kind === 'sequences') {
      await flush();
      batch = { table: '', rows: [], characters: 0 };
      await setSequences(trx, entry.sequences);
    }
  }

  await setDeferred(trx, circular, false);
  return loaded;
}

async function lock(trx: Db, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;

  // Others may read meanwhile; what they write would be in the way.
  await sql`lock table ${sql.join(tables.map((name) => sql.id(name)))} in share row exclusive mode`.execute(trx);
}

function refuseOtherTables(header: Header, tables: ReadonlyMap<string, Table>): void {
  for (const [name, columns] of Object.entries(header.tables)) {
    const here = tables.get(name)?.columns.map((column) => column.name).toSorted();
    if (JSON.stringify(here) === JSON.stringify(columns.toSorted())) continue;

    throw new Error(
      `The backup has the table ${name} with the columns ${columns.join(', ')}; ` +
        `${here ? `here it has ${here.join(', ')}` : 'there is no such table here'}. ` +
        'It was changed by other means than migrations: make the same change here, then restore.',
    );
  }
}

async function insert(trx: Db, { name, columns }: Table, rows: readonly string[]): Promise<void> {
  const jsons = columns.filter(({ jsonType }) => jsonType !== null);
  const names = sql.join(columns.map((column) => sql.id(column.name)));
  // A value of json and jsonb is written as text, so that a JSON null is told from no value.
  const values = sql.join(
    columns.map((column) =>
      column.jsonType === null ? sql.id('p', column.name) : sql`(r.value ->> ${sql.lit(column.name)})::${sql.id(column.jsonType)}`,
    ),
  );
  const others = sql`r.value - array[${sql.join(jsons.map((column) => sql.lit(column.name)))}]::text[]`;

  await sql`
    insert into ${sql.id(name)} (${names}) overriding system value
    select ${values} from jsonb_array_elements(${`[${rows.join(',')}]`}::text::jsonb) r,
      lateral jsonb_populate_record(null::${sql.id(name)}, ${jsons.length > 0 ? others : sql`r.value`}) p`.execute(trx);
}

async function setSequences(trx: Db, sequences: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(sequences)) {
    await sql`select setval(format('public.%I', ${name}::text)::regclass, ${value}::text::bigint)`.execute(trx);
  }
}

/** Lets foreign keys that no order of the tables satisfies be checked at the end, and back again. */
async function setDeferred(trx: Db, keys: readonly ForeignKey[], isDeferred: boolean): Promise<void> {
  if (!isDeferred) await sql`set constraints all immediate`.execute(trx);

  const when = isDeferred ? sql`deferrable` : sql`not deferrable`;
  for (const { name, table, isDeferrable } of keys) {
    if (!isDeferrable) await sql`alter table ${sql.id(table)} alter constraint ${sql.id(name)} ${when}`.execute(trx);
  }

  if (isDeferred) await sql`set constraints all deferred`.execute(trx);
}
