import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { runModule } from '../../test/child.ts';
import { openTestDatabase } from '../../test/database.ts';
import { startRelay } from '../../test/relay.ts';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { transaction } from './transaction.ts';

vi.setConfig({ testTimeout: 30_000 });

const server = process.env['TEST_DATABASE_URL'] ?? '';

/** What comes of a ping. */
async function ping(database: Database): Promise<unknown> {
  return database.ping().then(
    () => 'answered',
    (error: unknown) => (database.isUnavailable(error) ? 'unavailable' : error),
  );
}

/** The server behind a relay, and a database open through it. */
async function behindRelay() {
  const { hostname: host, port } = new URL(server);
  const relay = await startRelay({ host, port: Number(port || 5432) });
  const url = new URL(server);
  url.host = `127.0.0.1:${relay.port}`;

  return { relay, url: url.href };
}

describe('openPostgres', () => {
  it.each(['stop', 'freeze'] as const)('after a %s: unavailable, with 25 at once too, and back without a restart', async (how) => {
    const { relay, url } = await behindRelay();
    const database = await openPostgres(url, () => {});
    await Promise.all(Array.from({ length: 25 }, () => ping(database)));

    await relay[how]();
    const away = await Promise.all(Array.from({ length: 25 }, () => ping(database)));
    expect(new Set(away)).toEqual(new Set(['unavailable']));

    await (how === 'stop' ? relay.start() : relay.thaw());
    await vi.waitFor(async () => expect(await ping(database)).toBe('answered'), { timeout: 2_000 });
    await database.close();
  });

  it('fails a transaction that is cut in the middle', async () => {
    const { relay, url } = await behindRelay();
    const database = await openPostgres(url, () => {});
    const error = await transaction(database.db, async (trx) => {
      await sql`select 1`.execute(trx);
      relay.freeze();
      await sql`select 1`.execute(trx);
    }).catch((thrown: unknown) => thrown);

    expect(database.isUnavailable(error)).toBe(true);
    relay.thaw();
    await vi.waitFor(async () => expect(await ping(database)).toBe('answered'));
    await database.close();
  });

  it('survives when the server ends its connections, used or idle', async () => {
    const database = await openTestDatabase();
    const ended = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    const running = sql`select pg_sleep(0.7)`.execute(database.db).catch((thrown: unknown) => thrown);
    await Promise.all(Array.from({ length: 5 }, () => ping(database)));
    await ended.execute(database.db);

    expect(database.isUnavailable(await running)).toBe(true);
    expect(await ping(database)).toBe('answered');
    await database.close();
  });

  it('keeps no process alive that closes while the server is frozen', async () => {
    const { relay, url } = await behindRelay();
    const child = runModule(`
      import { openPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))};
      const database = await openPostgres(${JSON.stringify(url)}, () => {});
      await database.ping();
      console.log('open');
      process.stdin.once('data', () => {
        process.stdin.destroy();
        void database.close().then(() => console.log('closed'));
      });
    `);
    await child.line('open');
    relay.freeze();
    child.write('close');

    expect(await child.exit).toBe(0);
    expect(child.output()).toContain('closed');
  });

  it('waits for a server that comes up later', async () => {
    const { relay, url } = await behindRelay();
    const lines: string[] = [];
    await relay.stop();
    setTimeout(() => void relay.start(), 1_500);
    const database = await openPostgres(url, (line) => lines.push(line));

    expect(lines[0]).toMatch(/^Waiting for PostgreSQL at 127\.0\.0\.1:\d+\/\w+, 30 s left: connect ECONNREFUSED/);
    expect(await ping(database)).toBe('answered');
    await database.close();
  });

  it('says at once that a database does not exist', async () => {
    const url = new URL(server);
    url.pathname = '/no_such_database';

    await expect(openPostgres(url.href, () => {})).rejects.toThrow(`refused: database "no_such_database" does not exist`);
  });
});

describe('openPostgres without a server', () => {
  it('gives up in the end and names the server, but never the password', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    closed.close();

    const error = await openPostgres(`postgresql://ada:hunter2@127.0.0.1:${port}/shop`, () => {}, 10).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(new RegExp(`PostgreSQL at 127\\.0\\.0\\.1:${port}/shop could not be reached for 0.01 s: connect ECONNREFUSED`));
    expect(String(error)).not.toContain('hunter2');
  });
});
