import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { newPostgres } from '../../test/database.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import type { Tables } from './schema.ts';
import { createStore } from './store.ts';

/** A database as a release left it, whose last migration this was. */
async function databaseAt(migration: keyof typeof MIGRATIONS): Promise<Kysely<Tables>> {
  const server = process.env['TEST_DATABASE_URL'];
  const made = server ? await newPostgres(server) : undefined;
  const dialect = made
    ? new PostgresDialect({ pool: new Pool({ connectionString: made.url }) })
    : new PGliteDialect({ pglite: await PGlite.create() });
  const db = new Kysely<Tables>({ dialect });
  onTestFinished(async () => {
    await db.destroy();
    await made?.drop();
  });

  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateTo(migration);
  if (error) throw error;
  return db;
}

it('what the first release has kept is there after an upgrade, with settings', async () => {
  const db = await databaseAt('0004_api_keys');
  await sql`insert into accounts (id, name, plan) values ('acc_1', 'Acme', 'pro')`.execute(db);
  await sql`
    insert into projects (account_id, environment, id, name, region, status)
    values ('acc_1', 'sandbox', 'prj_1', 'P', 'us-east', 'active')`.execute(db);

  expect(await migrate(db)).toContain('0009_settings');

  const store = createStore(db);
  const settings = { name: 'Acme', plan: 'pro', support_email: null, log_retention_days: 30 };
  expect(await store.settings.find({ accountId: 'acc_1', environment: 'live' })).toMatchObject({ ...settings, sandbox_reset_at: null });
  expect(await store.settings.find({ accountId: 'acc_1', environment: 'sandbox' })).toMatchObject({ ...settings, sandbox_reset_at: expect.any(Date) });
  expect(await store.projects.find({ accountId: 'acc_1', environment: 'sandbox' }, 'prj_1')).toMatchObject({ name: 'P', status: 'active' });
  expect(await store.projects.findDefault({ accountId: 'acc_1', environment: 'sandbox' })).toBeUndefined();
});
