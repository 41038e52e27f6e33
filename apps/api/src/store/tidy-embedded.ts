import type { Log } from '@plumbline/server';
import { sql } from 'kysely';
import { regularly } from '../background/regularly.ts';
import type { Db } from './schema.ts';

/** Milliseconds between two looks. */
const PACE = 5_000;

interface Needs {
  db: Db;
  log: Pick<Log, 'error'>;
}

/**
 * Does for the embedded database what PostgreSQL's autovacuum does, which it has not: gathers statistics of tables that
 * have changed by a tenth, and makes room where a fifth of the rows are dead (PostgreSQL, 25.1.6, its own thresholds).
 *
 * @returns the names of the tables that it has tidied
 */
export async function tidyEmbedded(db: Db, signal?: AbortSignal): Promise<string[]> {
  const { rows } = await sql<{ name: string; isFull: boolean }>`
    select relname as name, n_dead_tup > 50 + n_live_tup * 0.2 as "isFull" from pg_stat_user_tables
    where schemaname = 'public' and (n_dead_tup > 50 + n_live_tup * 0.2 or n_mod_since_analyze > 50 + n_live_tup * 0.1)
    order by relname`.execute(db);

  const tidied: string[] = [];
  for (const { name, isFull } of rows) {
    if (signal?.aborted) break;
    await sql`${sql.raw(isFull ? 'vacuum analyze' : 'analyze')} ${sql.table(name)}`.execute(db);
    tidied.push(name);
  }
  return tidied;
}

/**
 * Looks every five seconds, one table after the other, so that requests have their turn in between. What fails is logged
 * and tried again.
 *
 * @returns what ends it, once the table that it is at is done
 */
export function startTidying({ db, log }: Needs): () => Promise<void> {
  return regularly({
    pace: PACE,
    work: async (signal) => void (await tidyEmbedded(db, signal)),
    onFailure: (error) => log.error({ err: error }, 'the embedded database could not be tidied; it is tried again'),
  });
}
