import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';
import { readTables } from './catalogue.ts';

/**
 * Lets a backup go into an empty database only.
 *
 * @throws Error that names the tables that have rows.
 */
export async function refuseRows(db: Db): Promise<void> {
  const filled: string[] = [];
  for (const { name } of await readTables(db)) {
    const { rows } = await sql`select 1 from ${sql.id(name)} limit 1`.execute(db);
    if (rows.length > 0) filled.push(name);
  }
  if (filled.length === 0) return;

  const what = filled.includes('accounts') ? 'has accounts already' : `is not empty (it has ${filled.join(', ')})`;
  throw new Error(
    `The database ${what}, and a backup is restored into an empty one only. ` +
      'Set DATABASE_URL to a new database, or, for the embedded one, move `pglite` out of DATA_DIR.',
  );
}
