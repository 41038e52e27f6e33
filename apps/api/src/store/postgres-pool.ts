import { Socket } from 'node:net';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool, types, type PoolClient } from 'pg';
import type { Report } from './database-handle.ts';
import { statementNames } from './prepared.ts';
import { DatabaseUnavailable, isServerTrouble } from './unavailable.ts';

const INT8 = 20;
/** Milliseconds to get a connection, to get an answer, and for a connection and its first answer together. */
const LIMIT = { connect: 800, query: 800, first: 850, close: 1_000 };

/**
 * A pool of connections for Kysely that fails fast: when PostgreSQL is gone or frozen, a query fails
 * within a second with `DatabaseUnavailable`, and its connection is destroyed instead of going back
 * to the pool. Connections that break while idle are dropped; new ones are made when asked for.
 */
export function createPool(connectionString: string, report: Report): PostgresPool {
  const sockets = new Set<Socket>();
  const broken = new WeakMap<object, Error>();
  const nameOf = statementNames();
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: LIMIT.connect,
    keepAlive: true,
    types: { getTypeParser },
    stream: () => keepTrack(new Socket(), sockets),
  });

  // An 'error' that nobody listens to ends the process; the pool itself listens to idle connections only.
  pool.on('connect', (client) => client.on('error', (error) => broken.set(client, error)));
  pool.on('error', (error) => report(`Lost an idle connection to PostgreSQL: ${error.message}`));

  return {
    options: pool.options,
    async connect() {
      const started = performance.now();
      try {
        const client = await pool.connect();
        return lease(client, broken, LIMIT.first - (performance.now() - started), nameOf);
      } catch (error) {
        throw new DatabaseUnavailable('No connection to PostgreSQL could be made in time.', { cause: error });
      }
    },
    async end() {
      // A frozen server never confirms the goodbye, and its open sockets would keep this process alive.
      setTimeout(() => sockets.forEach((socket) => socket.destroy()), LIMIT.close).unref();
      await pool.end();
    },
  };
}

function lease(client: PoolClient, broken: WeakMap<object, Error>, firstLimit: number, nameOf: ReturnType<typeof statementNames>): PostgresPoolClient {
  let limit = firstLimit;

  async function ask<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // After a failure nothing more is sent, so that a rollback does not wait for a second timeout.
    const earlier = broken.get(client);
    if (earlier) throw new DatabaseUnavailable('The connection to PostgreSQL is broken.', { cause: earlier });

    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const error = new DatabaseUnavailable('PostgreSQL did not answer in time.');
      broken.set(client, error);
      late.reject(error);
    }, Math.max(1, limit)); // Of the first, the wait for the connection may have taken all.
    limit = LIMIT.query;

    try {
      const asked = client.query({ name: nameOf(text), text, values: [...parameters] }) as Promise<unknown> as Promise<PostgresQueryResult<R>>; // Kysely knows its rows.
      return await Promise.race([asked, late.promise]);
    } catch (error) {
      if (error instanceof Error && (isServerTrouble(error) || isStale(error, nameOf(text)))) broken.set(client, error);
      if (error instanceof DatabaseUnavailable || !broken.has(client)) throw error;
      throw new DatabaseUnavailable('The connection to PostgreSQL broke.', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(first: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof first === 'string' ? ask<R>(first, parameters) : (client as PostgresPoolClient).query(first);
  }

  return { query, release: (destroy) => client.release(destroy || broken.has(client)) };
}

/** Whether a prepared query is refused because a migration has changed what it gives; on a new connection it works. */
function isStale(error: Error, preparedAs: string | undefined): boolean {
  return preparedAs !== undefined && 'code' in error && error.code === '0A000';
}

function keepTrack(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  return socket.once('close', () => sockets.delete(socket));
}

// `count(*)` is an int8, which pg gives as text and PGlite as a number; ours never pass 2^53.
const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 && format !== 'binary' ? Number : types.getTypeParser(oid, format as 'text');
