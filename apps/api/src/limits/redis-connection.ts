import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, ErrorReply } from '@redis/client';
import type { Log } from '@plumbline/server';
import { startDeadline } from './deadline.ts';
import { placeOf } from './redis-url.ts';

/**
 * Milliseconds. Redis answers within one; a request that waits for a hundred and goes on is still quick, and a process
 * that has to share its processor with many gets its turn within that time.
 */
const LIMIT = { answer: 100, connect: 500, pause: 250 };

/** A client that does not wait for anything by itself: no queue while it is offline, no new connection, no deadline. */
function newClient(url: string) {
  return createClient({
    url,
    // What the protocol's second version says is enough here, and every Redis and what is like it speaks it.
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandOptions: { timeout: undefined },
    socket: { reconnectStrategy: false, connectTimeout: LIMIT.connect },
  });
}

export type RedisClient = ReturnType<typeof newClient>;

/** A connection to a Redis that may go and come back. */
export interface RedisConnection {
  /**
   * Asks Redis something.
   *
   * @returns its answer, or undefined when there is none in time: after at most 100 ms, and at once for as long as it
   * is known that Redis is out of reach
   */
  ask<T>(question: (client: RedisClient) => Promise<T>): Promise<T | undefined>;
  /** Ends the connection, and gives nobody an answer any more. */
  close(): Promise<void>;
}

/**
 * Connects to Redis. When it is out of reach, now or later, that is logged once, and it is tried again until it is back.
 *
 * @param probe what has to succeed before a connection counts as one that works
 * @throws Error when Redis refuses who connects, which waiting does not change; it names the server, never the password
 */
export async function connectRedis(url: string, probe: (client: RedisClient) => Promise<unknown>, log: Log): Promise<RedisConnection> {
  const place = placeOf(url);
  const waiting = new Set<() => void>();
  let current: RedisClient | undefined;
  const closing = new AbortController();

  const lose = (client: RedisClient, error: unknown) => {
    client.destroy();
    if (client !== current) return;
    current = undefined;
    for (const giveUp of waiting) giveUp();
    if (!closing.signal.aborted) away(error);
  };

  const away = (error: unknown) => {
    log.error({ err: error }, `Redis at ${place} is out of reach: this process counts limits on its own until it is back`);
    void comeBack();
  };

  const comeBack = async () => {
    while (!closing.signal.aborted) {
      try {
        await sleep(LIMIT.pause, undefined, { ref: false, signal: closing.signal });
        await attempt();
        log.info({}, `Redis at ${place} is back: limits are counted there again`);
        return;
      } catch {
        // It is still away, for the reason that is in the log or for another one, or nobody wants it any more.
      }
    }
  };

  const attempt = async () => {
    const client = newClient(url);
    client.on('error', (error) => lose(client, error));
    try {
      await within(LIMIT.connect, client.connect().then(() => probe(client)));
      closing.signal.throwIfAborted();
      current = client;
    } catch (error) {
      client.destroy();
      throw error;
    }
  };

  try {
    await attempt();
  } catch (error) {
    if (isRefusal(error)) throw new Error(`Redis at ${place} refused: ${error.message}`, { cause: error });
    away(error);
  }

  return {
    ask<T>(question: (client: RedisClient) => Promise<T>) {
      const client = current;
      if (!client) return Promise.resolve(undefined);

      return new Promise<T | undefined>((resolve) => {
        const settle = (answer: T | undefined) => {
          callOff();
          waiting.delete(giveUp);
          resolve(answer);
        };
        const giveUp = () => settle(undefined);
        const callOff = startDeadline(LIMIT.answer, () => lose(client, new Error(`Redis did not answer within ${LIMIT.answer} ms.`)));
        waiting.add(giveUp);
        question(client).then(settle, (error) => {
          lose(client, error);
          giveUp();
        });
      });
    },

    async close() {
      closing.abort();
      if (current) lose(current, undefined);
    },
  };
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const callOff = startDeadline(milliseconds, () => late.reject(new Error(`Redis did not answer within ${milliseconds} ms.`)));
  return Promise.race([answer, late.promise]).finally(callOff);
}

/** Whether it is the password, the user or the number of the database that is wrong. */
function isRefusal(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply && /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|DB index|invalid DB))/.test(error.message);
}
