import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { writeWhole } from '../files/write-whole.ts';
import { sealedWith } from '../secrets/reseal.ts';
import { SEALED_PLACES } from '../secrets/sealed-places.ts';
import type { SealedPlace } from '../secrets/sealed-places.ts';
import type { Report } from '../store/database-handle.ts';
import { appliedMigrations } from '../store/migrate.ts';
import type { Db } from '../store/schema.ts';
import { inForeignKeyOrder, readForeignKeys, readSequences, readTables } from './catalogue.ts';
import type { Table } from './catalogue.ts';
import { FORMAT } from './format.ts';
import type { Header } from './format.ts';
import { createProgress } from './progress.ts';

/** Rows that are in memory at a time. */
const BATCH = 250;

export interface Backup {
  rows: number;
  tables: number;
  /** The ids of the keys without which the sealed secrets in it stay closed. */
  sealedWith: string[];
}

/**
 * Writes every row of the public schema to a file, as of one moment, while others go on writing. The file is for
 * its owner alone, and there when it is whole.
 *
 * @throws Error when there is nothing to back up; what the database or the file system throws.
 */
export async function writeBackup(db: Db, path: string, { report, now }: { report: Report; now: Date }): Promise<Backup> {
  const reading = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');

  return reading.execute(async (trx) => {
    await fixTextForms(trx);
    const migrations = await appliedMigrations(trx);
    if (migrations.length === 0) throw new Error('There is nothing to back up: the database has no tables of Plumbline. Is it the right one?');

    const { ordered } = inForeignKeyOrder(await readTables(trx), await readForeignKeys(trx));
    const header: Header = {
      format: FORMAT,
      made_at: now.toISOString(),
      postgres: await readVersion(trx),
      migrations,
      tables: Object.fromEntries(ordered.map(({ name, columns }) => [name, columns.map((column) => column.name)])),
      sealed_with: await sealedWith(trx, sealedPlaces(ordered)),
    };
    const counts: Record<string, number> = {};
    const lines = withEnd(body(trx, header, ordered, counts, report), counts);
    await writeWhole(path, (file) => pipeline(lines, createGzip(), (packed) => file.writeFile(packed)));

    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { rows, tables: ordered.length, sealedWith: header.sealed_with };
  });
}

/** Those of the tables that there are; a database that is to be updated may lack some. */
function sealedPlaces(tables: readonly Table[]): SealedPlace[] {
  return SEALED_PLACES.filter((place) => tables.some(({ name, columns }) => name === place.table && columns.some((column) => column.name === place.column)));
}

async function* body(trx: Db, header: Header, tables: readonly Table[], counts: Record<string, number>, report: Report): AsyncGenerator<string> {
  let current = '';
  const progress = createProgress(report, (done) => `${done} rows are written, now ${current}.`);

  yield `${JSON.stringify({ backup: header })}\n`;
  for (const table of tables) {
    current = table.name;
    counts[table.name] = 0;
    yield `${JSON.stringify({ table: table.name })}\n`;
    for await (const rows of readRows(trx, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      progress(rows.length);
      // The database's own text, since JavaScript's numbers would not hold all of its.
      yield rows.map((row) => `{"row":${row}}\n`).join('');
    }
  }

  // Sequences are not part of the snapshot; read last, they are not behind any row.
  yield `${JSON.stringify({ sequences: await readSequences(trx) })}\n`;
}

async function* withEnd(lines: AsyncIterable<string>, rows: Record<string, number>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const text of lines) {
    hash.update(text);
    yield text;
  }

  yield `${JSON.stringify({ end: { rows, sha256: hash.digest('hex') } })}\n`;
}

async function* readRows(trx: Db, { name, columns }: Table): AsyncGenerator<string[]> {
  const jsons = columns.filter(({ jsonType }) => jsonType !== null);
  // As text, so that a JSON null is told from no value.
  const asText = sql.join(jsons.map((column) => sql`${sql.lit(column.name)}, ${sql.id('t', column.name)}::text`));
  const row = jsons.length > 0 ? sql`to_jsonb(t.*) || jsonb_build_object(${asText})` : sql`to_jsonb(t.*)`;

  await sql`declare backup no scroll cursor for select (${row})::text as row from ${sql.id(name)} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(BATCH)} from backup`.execute(trx);
    if (rows.length === 0) break;
    yield rows.map((read) => read.row);
  }
  await sql`close backup`.execute(trx);
}

/** So that what a database or a role has set does not decide how values are written. */
async function fixTextForms(trx: Db): Promise<void> {
  for (const [name, value] of [['timezone', 'UTC'], ['datestyle', 'ISO'], ['intervalstyle', 'postgres'], ['bytea_output', 'hex'], ['extra_float_digits', '1']]) {
    await sql`select set_config(${name}, ${value}, true)`.execute(trx);
  }
}

async function readVersion(trx: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(trx);

  return rows[0]?.version ?? '';
}
