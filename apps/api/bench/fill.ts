import { sql } from 'kysely';
import { issueKey } from '../src/accounts/issue-key.ts';
import { SCOPES } from '../src/accounts/scopes.ts';
import type { Db, Environment } from '../src/store/schema.ts';
import { createStore } from '../src/store/store.ts';
import { PROJECT_PREFIX, PROJECTS } from './probes.ts';

/** Values of `Authorization` for each environment. */
export type Credentials = Record<Environment, string[]>;

/**
 * Every plan allows a key 100 requests a second, which no override raises: so many live keys, asked in turn, allow
 * 25,000. Their hourly limit is raised by the operator's override.
 */
const LIVE_KEYS = 250;
const HOURLY = 1_000_000_000;

/** Fills an empty database: an account with its keys, and in both of its environments the projects that are listed. */
export async function fill(db: Db): Promise<Credentials> {
  const store = createStore(db);
  const { id: accountId } = await store.accounts.insert({ name: 'Bench', plan: 'enterprise' });
  const credentials: Credentials = { live: [], sandbox: [] };
  for (const [environment, count] of [['sandbox', 1], ['live', LIVE_KEYS]] as const) {
    for (let made = 0; made < count; made += 1) {
      const { key, row } = await issueKey(store, { accountId, environment }, { name: 'Bench', userId: null, scopes: SCOPES });
      if (environment === 'live') await store.keys.setLimit(row.id, HOURLY);
      credentials[environment].push(`Bearer ${key}`);
    }
    await addProjects(db, accountId, environment);
  }
  await sql`analyze`.execute(db);
  return credentials;
}

async function addProjects(db: Db, accountId: string, environment: Environment): Promise<void> {
  await sql`
    insert into projects (account_id, environment, id, name, description, region, status, created_at, updated_at)
    select ${accountId}::text, ${environment}::text, ${PROJECT_PREFIX}::text || i, 'Project ' || i, 'What it is for',
      case when i % 3 = 0 then 'us-west' else 'us-east' end, case when i % 100 = 0 then 'archived' else 'active' end,
      '2026-01-01Z'::timestamptz + i * interval '1 minute', '2026-06-01Z'::timestamptz + i * interval '1 second'
    from generate_series(1, ${PROJECTS}::bigint) i`.execute(db);
}
