import type { Config } from '../config.ts';
import type { Database, Report } from './database-handle.ts';
import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

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
