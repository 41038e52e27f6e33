import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as accounts from './migrations/0001_accounts.ts';
import * as users from './migrations/0002_users.ts';
import * as projects from './migrations/0003_projects.ts';
import * as apiKeys from './migrations/0004_api_keys.ts';
import * as lists from './migrations/0005_lists.ts';
import * as defaultProjects from './migrations/0006_default_projects.ts';
import * as resources from './migrations/0007_resources.ts';
import * as keyGrants from './migrations/0008_key_grants.ts';
import * as settings from './migrations/0009_settings.ts';
import * as audit from './migrations/0010_audit.ts';
import * as incidents from './migrations/0011_incidents.ts';
import * as secrets from './migrations/0013_secrets.ts';
import * as idempotency from './migrations/0014_idempotency.ts';
import * as requestLog from './migrations/0015_request_log.ts';
import * as usage from './migrations/0016_usage.ts';
import * as webhooks from './migrations/0017_webhooks.ts';
import * as jobs from './migrations/0018_jobs.ts';
import type { Tables } from './schema.ts';

/** Every migration, oldest first. A released one is never edited: a change is a new file. */
export const MIGRATIONS = {
  '0001_accounts': accounts,
  '0002_users': users,
  '0003_projects': projects,
  '0004_api_keys': apiKeys,
  '0005_lists': lists,
  '0006_default_projects': defaultProjects,
  '0007_resources': resources,
  '0008_key_grants': keyGrants,
  '0009_settings': settings,
  '0010_audit': audit,
  '0011_incidents': incidents,
  '0013_secrets': secrets,
  '0014_idempotency': idempotency,
  '0015_request_log': requestLog,
  '0016_usage': usage,
  '0017_webhooks': webhooks,
  '0018_jobs': jobs,
};

/** The names of all migrations that this release knows, oldest first. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

/**
 * Brings the tables up to date, or up to one migration, in one transaction. Several processes may do so at once: on
 * PostgreSQL the others wait for the first (an advisory lock) and then find nothing to do.
 *
 * @returns the names of the migrations that ran.
 * @throws Error that names the migration that failed, with the database's error as its cause.
 */
export async function migrate(db: Kysely<Tables>, upTo?: string): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error, results = [] } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));

  if (error) {
    const failed = results.find(({ status }) => status === 'Error');
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The database could not be migrated${failed ? ` (${failed.migrationName})` : ''}: ${reason}`, { cause: error });
  }

  return results.map(({ migrationName }) => migrationName);
}

/** The names of the migrations that a database has had, oldest first; those of a newer release too. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`select to_regclass('public.kysely_migration') is not null as there`.execute(db);
  if (!found[0]?.there) return [];

  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db);
  return rows.map(({ name }) => name);
}
