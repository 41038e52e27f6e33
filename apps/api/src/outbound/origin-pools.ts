import { Pool } from 'undici';
import type { buildConnector } from 'undici';

/** Connections to any number of origins. */
export interface OriginPools {
  /** Lends the connections to an origin, until the promise settles. */
  use<T>(origin: string, work: (pool: Pool) => Promise<T>): Promise<T>;
  /** Lets what is under way end, and lends nothing more. */
  close(): Promise<void>;
}

/** Milliseconds for which a connection that nobody uses is kept, whatever the other side offers. */
const IDLE = 4_000;
const MOST_HEADERS = 16 * 1024;

/**
 * Keeps connections for as long as somebody uses them, and a little longer. Each carries one request at a time, and there are
 * as many as there are requests, so that none waits for another one. Requests have no time limit here; who makes one gives it
 * a signal.
 *
 * undici's Agent would do, if it forgot an origin whose connections were all given up before they came about: every name
 * that has ever hung would cost 23 kB for good.
 */
export function openOriginPools(connect: buildConnector.connector): OriginPools {
  const lent = new Map<string, { pool: Pool; users: number }>();
  let isClosed = false;

  const open = (origin: string) => {
    const pool = new Pool(origin, {
      connect,
      // With HTTP/2, the first connection to an origin would hold up all others until TLS is through.
      allowH2: false,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE,
      keepAliveMaxTimeout: IDLE,
      maxHeaderSize: MOST_HEADERS,
    });
    const entry = { pool, users: 0 };
    lent.set(origin, entry);
    pool.on('disconnect', () => forgetUnused(origin, entry));

    return entry;
  };
  const forgetUnused = (origin: string, entry: { pool: Pool; users: number }) => {
    if (entry.users > 0 || entry.pool.stats.connected > 0 || lent.get(origin) !== entry) return;

    lent.delete(origin);
    void entry.pool.destroy();
  };

  return {
    async use(origin, work) {
      if (isClosed) throw new Error('This client is closed.');

      const entry = lent.get(origin) ?? open(origin);
      entry.users += 1;
      try {
        return await work(entry.pool);
      } finally {
        entry.users -= 1;
        forgetUnused(origin, entry);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...lent.values()].map(({ pool }) => pool.close()));
    },
  };
}
