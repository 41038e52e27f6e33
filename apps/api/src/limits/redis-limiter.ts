import { memoryLimiter, type Limiter, type Log } from '@plumbline/server';
import { countWindows } from './count-windows.ts';
import type { RedisClient } from './redis-client.ts';
import { connectRedis } from './redis-connection.ts';

/** A limiter that holds a connection. */
export interface RedisLimiter extends Limiter {
  close(): Promise<void>;
}

/**
 * Counts in Redis, so that all processes together let as many requests pass as a window has. While Redis is out of
 * reach, each process counts in its memory instead: what it has let pass counts there for as long as its windows last,
 * and is not told to Redis afterwards.
 *
 * @param url as `isRedisUrl` accepts it
 * @throws Error when Redis refuses who connects; when it is only out of reach, that is logged
 */
export async function openRedisLimiter(url: string, log: Log): Promise<RedisLimiter> {
  const redis = await connectRedis(url, probe, log);
  const memory = memoryLimiter();

  return {
    async consume(...request) {
      const verdict = await redis.ask((client) => countWindows(client, ...request));
      return verdict ?? memory.consume(...request);
    },
    close: redis.close,
  };
}

/** Counts something, since a Redis that is full, or that is a replica, still lets itself be read. */
async function probe(client: RedisClient): Promise<void> {
  await countWindows(client, 'probe', 1, 'probe', [{ name: 'probe', limit: Number.MAX_SAFE_INTEGER, seconds: 1 }]);
}
