import type { FileHandle } from 'node:fs/promises';
import type { Report } from '../store/database-handle.ts';
import { appliedMigrations, migrate, MIGRATION_NAMES } from '../store/migrate.ts';
import type { Db } from '../store/schema.ts';
import type { Header } from './format.ts';
import { loadRows } from './load-rows.ts';
import { createProgress } from './progress.ts';
import { readBackup } from './read-backup.ts';
import { refuseRows } from './refuse-rows.ts';

export interface Restoring {
  report: Report;
  /** The ids of the keys that open sealed secrets here. */
  keyIds: ReadonlySet<string>;
  /** Leaves out the platform's own secrets, whose key is lost; they are made anew. */
  withoutSecrets: boolean;
}

export interface Restored {
  rows: number;
  tables: number;
  madeAt: string;
  /** Migrations that the backup did not have yet. */
  migrated: string[];
}

/**
 * Puts a backup into an empty database, all of it or nothing: checks the whole file, brings the tables to where the
 * backup's were, loads it, and migrates on from there.
 *
 * @throws Error that says what is in the way and what to do; nothing is written then.
 */
export async function restoreBackup(db: Db, file: FileHandle, { report, keyIds, withoutSecrets }: Restoring): Promise<Restored> {
  const { header, rows } = await check(file, report);
  refuseMigrations(header);
  if (!withoutSecrets) refuseLostKeys(header, keyIds);
  await refuseRows(db);
  await refuseNewerTables(db, header);

  await migrate(db, header.migrations.at(-1));
  const skipped = withoutSecrets ? 'secrets' : undefined;
  const loaded = await db.transaction().execute((trx) => loadRows(trx, file, { report, total: rows, skipped }));
  const migrated = await migrate(db);

  return { rows: loaded, tables: Object.keys(header.tables).length, madeAt: header.made_at, migrated };
}

/** Reads the whole file before anything is written. */
async function check(file: FileHandle, report: Report): Promise<{ header: Header; rows: number }> {
  const progress = createProgress(report, (done) => `${done} rows are checked.`);
  let header: Header | undefined;
  let rows = 0;

  for await (const entry of readBackup(file)) {
    if (entry.kind === 'header') ({ header } = entry);
    if (entry.kind !== 'row') continue;
    rows += 1;
    progress(1);
  }
  if (!header) throw new Error('A backup that was read to its end has no header.');

  return { header, rows };
}

function refuseMigrations({ migrations }: Header): void {
  const unknown = migrations.filter((name) => !MIGRATION_NAMES.includes(name));
  if (unknown.length > 0) {
    throw new Error(`The backup is of a newer release: it has had ${unknown.join(', ')}, which this one does not know. Restore it with that release or a later one.`);
  }

  const different = migrations.find((name, index) => name !== MIGRATION_NAMES[index]);
  if (different) throw new Error(`The backup is of another release: it has had ${different} without a migration before it. Restore it with the release that made it.`);
}

function refuseLostKeys({ sealed_with }: Header, keyIds: ReadonlySet<string>): void {
  const missing = sealed_with.filter((id) => !keyIds.has(id));
  if (missing.length === 0) return;

  throw new Error(
    `The backup holds secrets that are sealed with the key ${missing.join(' and ')}, which is not configured. ` +
      'Set SECRETS_KEY or SECRETS_KEYS_PREVIOUS to it, or put the file secrets.key that was there back into DATA_DIR. ' +
      "If it is lost, --without-secrets leaves out the platform's own secrets, which are then made anew (cursors that clients hold end).",
  );
}

async function refuseNewerTables(db: Db, { migrations }: Header): Promise<void> {
  const ahead = (await appliedMigrations(db)).filter((name) => !migrations.includes(name));
  if (ahead.length === 0) return;

  throw new Error(
    `The backup is of an older release, and the database has had ${ahead[0]} already. Give a database that no server has been started on yet ` +
      '(a new one, or a DATA_DIR without `pglite`): it is brought to where the backup was, loaded, and migrated from there.',
  );
}
