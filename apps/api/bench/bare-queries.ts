import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import type { Config } from '../src/config.ts';

/** Asks a database in SQL, as its driver has it. */
export type Ask = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** Opens the database through its driver and nothing else; the pool is as large as the API's. */
export async function openDriver({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<Ask> {
  if (databaseUrl) {
    const pool = new Pool({ connectionString: databaseUrl, max: 10 });
    return async <Row>(text: string, values: readonly unknown[]) => (await pool.query(text, [...values])).rows as Row[]; // The query says what its rows are.
  }
  const pglite = await PGlite.create(join(dataDir, 'pglite'));
  return async <Row>(text: string, values: readonly unknown[]) => (await pglite.query<Row>(text, [...values])).rows;
}

const COLUMNS = 'id, name, description, region, status, created_at, updated_at';
const OWN = 'from projects where account_id = $1 and environment = $2';

/** The queries that the API sends, by hand. */
export const SQL = {
  key: `select api_keys.id, account_id, environment, user_id, project_id, scopes, allowed_addresses, rate_limit,
      api_keys.expires_at, revoked_at, hash, key_secrets.expires_at as secret_expires_at, plan
    from key_secrets join api_keys on api_keys.id = key_secrets.key_id join accounts on accounts.id = api_keys.account_id
    where lookup = $1`,
  get: `select ${COLUMNS} ${OWN} and id = $3`,
  list: `select ${COLUMNS} ${OWN} order by created_at, id limit $3 offset $4`,
  count: `select count(*)::integer as total ${OWN}`,
  create: `insert into projects (account_id, environment, id, name, description, region, status)
    values ($1, $2, $3, $4, $5, $6, 'active') returning ${COLUMNS}`,
};
