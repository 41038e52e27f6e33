import { onTestFinished } from 'vitest';
import { newPostgres } from '../../database.ts';
import { testFolder } from '../../folder.ts';

/** What a server's environment says of its database. */
export type DatabaseEnv = {
  DATA_DIR: string;
  /** Empty for the embedded one. */
  DATABASE_URL: string;
};

/** An empty database for the test that is running: a folder for the embedded one, or one on the PostgreSQL of the test. */
export async function emptyDatabase(): Promise<DatabaseEnv> {
  const DATA_DIR = testFolder();
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) return { DATA_DIR, DATABASE_URL: '' };
  const { url, drop } = await newPostgres(server);
  onTestFinished(drop);
  return { DATA_DIR, DATABASE_URL: url };
}
