import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Client, Pool } from 'pg';
import type { Database, Report } from './database-handle.ts';
import { migrate } from './migrate.ts';
import { createPool } from './postgres-pool.ts';
import { redactErrors } from './redact.ts';
import type { Db, Tables } from './schema.ts';
import { transactionGuard } from './transaction.ts';
import { isUnavailable } from './unavailable.ts';

// `on delete set null (column)`, which api_keys needs, came with PostgreSQL 15.
const OLDEST_VERSION = 15;

/**
 * Opens a PostgreSQL database. One that is not up yet is waited for, by default up to 30 seconds.
 *
 * @throws Error that names the server (never the password) and what is wrong with it.
 */
export async function openPostgres(url: string, report: Report, patience = 30_000): Promise<Database> {
  await waitForServer(url, report, patience);
  await migrateServer(url);

  const pool = createPool(url, report);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [transactionGuard], log: redactErrors });
  let closing: Promise<void> | undefined;

  return {
    db,
    kind: 'postgres',
    isUnavailable: (error) => closing !== undefined || isUnavailable(error),
    ping: async () => void (await sql`select 1`.execute(db)),
    close: () => (closing ??= db.destroy()),
  };
}

/**
 * Opens a PostgreSQL database as it is, without migrating it, on one connection that waits for as long as a query
 * takes.
 *
 * @throws what `openPostgres` throws.
 */
export async function openPostgresAsItIs(url: string, report: Report, patience = 30_000): Promise<Pick<Database, 'db' | 'close'>> {
  await waitForServer(url, report, patience);
  const db = openPatiently(url);

  return { db, close: () => db.destroy() };
}

async function waitForServer(url: string, report: Report, patience: number): Promise<void> {
  const deadline = Date.now() + patience;

  for (;;) {
    try {
      return await checkVersion(url);
    } catch (error) {
      const reason = describe(error);
      if (isFinal(error)) throw new Error(`PostgreSQL at ${place(url)} refused: ${reason}`, { cause: error });

      const left = Math.ceil((deadline - Date.now()) / 1_000);
      if (left <= 0) {
        throw new Error(`PostgreSQL at ${place(url)} could not be reached for ${patience / 1_000} s: ${reason}`, { cause: error });
      }
      report(`Waiting for PostgreSQL at ${place(url)}, ${left} s left: ${reason}`);
      await sleep(1_000);
    }
  }
}

async function checkVersion(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  // Without a listener an error that comes between connecting and asking would end the process.
  client.on('error', () => {});

  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (version < OLDEST_VERSION) throw new TooOld(`it is version ${version}, and ${OLDEST_VERSION} or newer is needed.`);
  } finally {
    // Not awaited: a server that froze never confirms the goodbye.
    void client.end();
  }
}

async function migrateServer(connectionString: string): Promise<void> {
  const db = openPatiently(connectionString);

  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** One connection whose queries may take longer than a request may wait: migrations, backups. */
function openPatiently(connectionString: string): Db {
  const pool = new Pool({ connectionString, max: 1, connectionTimeoutMillis: 10_000, keepAlive: true });
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});

  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: redactErrors });
}

class TooOld extends Error {}

// Class 28 is a wrong user or password, 3D000 a database that does not exist: waiting does not help.
function isFinal(error: unknown): boolean {
  if (error instanceof TooOld) return true;
  return error instanceof Error && 'code' in error && /^(28...|3D000)$/.test(String(error.code));
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses failing at once give an AggregateError, which has no message.
  return error.message || ('code' in error ? String(error.code) : error.name);
}

function place(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${host || (searchParams.get('host') ?? 'the local socket')}${pathname}`;
}
