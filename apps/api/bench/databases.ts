import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openEmbedded } from '../src/store/embedded.ts';
import { openPostgres, openPostgresAsItIs } from '../src/store/postgres.ts';
import { fill, type Credentials } from './fill.ts';
import { startPostgres } from './start-postgres.ts';

/** Where a server finds its database: `DATA_DIR`, and `DATABASE_URL` when it is on PostgreSQL. */
export type Place = Record<string, string>;

/** A filled database, of which every server gets a copy of its own: what one writes makes no other slower. */
export interface Filled {
  credentials: Credentials;
  /** @param name of the server, which may stand in a file's name */
  copyFor(name: string): Promise<Place>;
}

const silent = () => {};

/** Fills an embedded database in a folder for files that do not stay. */
export async function fillEmbedded(running: AsyncDisposableStack): Promise<Filled> {
  const folder = await temporaryFolder(running);
  const filled = join(folder, 'filled');
  const database = await openEmbedded(filled, silent);
  const credentials = await fill(database.db).finally(database.close);
  return {
    credentials,
    async copyFor(name) {
      const copy = join(folder, name);
      await cp(filled, copy, { recursive: true });
      return { DATA_DIR: copy };
    },
  };
}

/**
 * Fills a database on PostgreSQL.
 *
 * @param server its URL; without one, a server is started for as long as the benchmark runs
 */
export async function fillPostgres(server: string | undefined, running: AsyncDisposableStack): Promise<Filled> {
  const folder = await temporaryFolder(running);
  const url = server ?? (await startPostgres(running));
  const name = `plumbline_bench_${process.pid}`;
  const filled = await createDatabase(url, name, running);
  await (await openPostgres(filled, silent)).close(); // Which migrates it; for what comes now, the API's deadline is too short.
  const database = await openPostgresAsItIs(filled, silent);
  const credentials = await fill(database.db).finally(database.close);
  return {
    credentials,
    copyFor: async (copy) => ({
      DATA_DIR: join(folder, copy),
      DATABASE_URL: await createDatabase(url, `${name}_${copy.replaceAll('-', '_')}`, running, name),
    }),
  };
}

/** Makes a database on a server, which is dropped at the end; gives its URL. */
export async function createDatabase(server: string, name: string, running: AsyncDisposableStack, template = 'template1'): Promise<string> {
  await run(server, `create database ${name} template ${template}`);
  running.defer(() => run(server, `drop database if exists ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function temporaryFolder(running: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
