import { randomBytes } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Database } from '../src/store/database.ts';
import { useEmbedded } from '../src/store/embedded.ts';
import { openPostgres, openPostgresAsItIs } from '../src/store/postgres.ts';
import { loadTemplate } from './embedded-template.ts';

/**
 * An empty database for one test file, closed after its last test: PGlite in memory or, when
 * TEST_DATABASE_URL names a PostgreSQL server, a database of its own there. Tests that share it
 * keep apart by making accounts of their own.
 *
 * @returns what gives the database, inside tests and hooks.
 */
export function testDatabase(): () => Database {
  let database: Database | undefined;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.close());

  return () => {
    if (!database) throw new Error('The test database is open inside tests and hooks only.');
    return database;
  };
}

/** The same without vitest's hooks: whoever opens it closes it. */
export async function openTestDatabase(): Promise<Database> {
  const server = process.env['TEST_DATABASE_URL'];
  return server ? openOwn(server) : useEmbedded(await loadTemplate());
}

/** A database that no migration has touched; whoever opens it closes it. */
export async function openBareDatabase(server = process.env['TEST_DATABASE_URL']): Promise<Pick<Database, 'db' | 'close'>> {
  if (!server) return useEmbedded(await PGlite.create(), async () => {});

  const { url, drop } = await newPostgres(server);
  const { db, close } = await openPostgresAsItIs(url, () => {});
  return { db, close: () => close().then(drop) };
}

async function openOwn(server: string): Promise<Database> {
  const { url, drop } = await newPostgres(server);
  const database = await openPostgres(url, () => {});

  return {
    ...database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

/** Makes an empty database on a PostgreSQL server; whoever makes it drops it. */
export async function newPostgres(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `plumbline_test_${randomBytes(8).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;

  await run(server, `create database ${name}`);
  return { url: url.href, drop: () => run(server, `drop database if exists ${name} with (force)`) };
}

async function run(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
