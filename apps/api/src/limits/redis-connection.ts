import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorReply } from '@redis/client';
import type { Log } from '@plumbline/server';
import { watchAnswers, type AnswerWatch } from './answer-watch.ts';
import { newRedisClient, type RedisClient } from './redis-client.ts';
import { placeOf } from './redis-url.ts';

/** Milliseconds: between two attempts to connect, and for each. Together they are less than two seconds. */
const LIMIT = { pause: 250, connect: 1000 };

/** A connection to a Redis that may go and come back. */
export interface RedisConnection {
  /**
   * Asks Redis something.
   *
   * @returns its answer, or undefined when there is none: after as long as `watchAnswers` waits, and at once for as long
   * as it is known that Redis is out of reach
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
  const closing = new AbortController();
  let current: { client: RedisClient; watch: AnswerWatch } | undefined;

  const lose = (client: RedisClient, error: unknown) => {
    client.destroy();
    if (client !== current?.client) return;
    const { watch } = current;
    current = undefined;
    watch.stop();
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
    const client = newRedisClient(url, LIMIT.connect);
    client.on('error', (error) => lose(client, error));
    try {
      await within(LIMIT.connect, client.connect().then(() => probe(client)));
      closing.signal.throwIfAborted();
      current = { client, watch: watchAnswers((error) => lose(client, error)) };
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
      if (!current) return Promise.resolve(undefined);

      const { client, watch } = current;
      return new Promise<T | undefined>((resolve) => {
        const release = () => resolve(undefined);
        watch.wait(release);
        question(client).then(
          (answer) => {
            watch.heard(release);
            resolve(answer);
          },
          (error) => lose(client, error),
        );
      });
    },

    async close() {
      closing.abort();
      if (current) lose(current.client, undefined);
    },
  };
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`There was no answer for ${milliseconds} ms.`)), milliseconds).unref();
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

/** Whether it is the password, the user or the number of the database that is wrong. */
function isRefusal(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply && /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|DB index|invalid DB))/.test(error.message);
}
