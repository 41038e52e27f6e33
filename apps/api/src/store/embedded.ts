import { access, chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import type { Database, Report } from './database-handle.ts';
import { lockFolder } from './folder-lock.ts';
import { keepLeadingMarks } from './leading-marks.ts';
import { migrate } from './migrate.ts';
import { redactErrors } from './redact.ts';
import type { Db, Tables } from './schema.ts';
import { transactionGuard } from './transaction.ts';
import { isUnavailable } from './unavailable.ts';

/**
 * Opens the embedded database in `<dataDir>/pglite`, making it on the first start. The folder is
 * locked while it is open. PGlite never calls fsync: acknowledged writes outlive the process, but
 * not a power cut.
 *
 * @throws Error when another process has the folder, or what is in it cannot be opened.
 */
export async function openEmbedded(dataDir: string, report: Report, prepare: Prepare = migrate): Promise<Database> {
  const unlock = lockFolder(dataDir);

  try {
    const pglite = await openFolder(dataDir, report);
    const database = await useEmbedded(pglite, prepare);

    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whether there is an embedded database in this data folder. */
export function hasEmbedded(dataDir: string): Promise<boolean> {
  return exists(join(dataDir, 'pglite'));
}

/** What is done to a database before it is used. */
type Prepare = (db: Db) => Promise<unknown>;

/** Brings a PGlite up to date and makes a database of it; closing that closes the PGlite. */
export async function useEmbedded(pglite: PGlite, prepare: Prepare = migrate): Promise<Database> {
  keepLeadingMarks(pglite);
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins: [transactionGuard], log: redactErrors });
  let closing: Promise<void> | undefined;

  try {
    await prepare(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }

  return {
    db,
    kind: 'pglite',
    isUnavailable: (error) => closing !== undefined || isUnavailable(error),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => (closing ??= db.destroy()),
  };
}

async function openFolder(dataDir: string, report: Report): Promise<PGlite> {
  const folder = join(dataDir, 'pglite');
  const unfinished = join(dataDir, 'pglite.new');

  // A first start that was interrupted leaves half a database: it is made beside its place, and moved when whole.
  await rm(unfinished, { recursive: true, force: true });
  if (!(await exists(folder))) {
    report(`Making a new database in ${folder}, which takes some seconds.`);
    await (await PGlite.create(unfinished)).close();
    // Initdb of a real PostgreSQL does this too: there are password hashes in it.
    await chmod(unfinished, 0o700);
    await rename(unfinished, folder);
  }

  try {
    return await PGlite.create(folder);
  } catch (error) {
    throw new Error(
      `The embedded database in ${folder} cannot be opened. Move that folder away to start with an empty one, ` +
        'or put back a copy of it.',
      { cause: error },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
