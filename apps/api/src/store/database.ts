import type { Config } from '../config.ts';
import type { Database, Report } from './database-handle.ts';
import { hasEmbedded, openEmbedded } from './embedded.ts';
import { openPostgres, openPostgresAsItIs } from './postgres.ts';

export type { Database, Report } from './database-handle.ts';

/**
 * Opens the database that the configuration names and brings its tables up to date.
 * Without a `databaseUrl` that is PostgreSQL in this process (PGlite), kept in `dataDir`.
 *
 * @throws Error that says what to do, when the database cannot be opened.
 */
export function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  report: Report = () => {},
): Promise<Database> {
  return config.databaseUrl ? openPostgres(config.databaseUrl, report) : openEmbedded(config.dataDir, report);
}

/**
 * Opens the same database as it is: nothing is migrated, and a query may take as long as it takes.
 *
 * @param mustExist whether it is an error that there is no embedded database yet; else an empty one is made.
 * @throws Error that says what to do, when the database cannot be opened.
 */
export async function openDatabaseAsItIs(
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
  report: Report,
  { mustExist }: { mustExist: boolean },
): Promise<Pick<Database, 'db' | 'close'>> {
  if (databaseUrl) return openPostgresAsItIs(databaseUrl, report);

  if (mustExist && !(await hasEmbedded(dataDir))) {
    throw new Error(`There is no embedded database in ${dataDir}. Set DATA_DIR to the server's data folder, or DATABASE_URL to its database.`);
  }
  return openEmbedded(dataDir, report, async () => {});
}
