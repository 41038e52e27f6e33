import { memoryLimiter, type Log } from '@plumbline/server';
import type { Config } from '../config.ts';
import type { RedisLimiter } from './redis-limiter.ts';

/**
 * Opens the limiter that the configuration asks for: one that counts in Redis together with other processes or, without
 * a `redisUrl`, one that counts in this process.
 *
 * @throws Error that names Redis (never its password) and what it says, when it refuses who connects
 */
export async function openLimiter({ redisUrl }: Pick<Config, 'redisUrl'>, log: Log): Promise<RedisLimiter> {
  if (!redisUrl) return { ...memoryLimiter(), close: async () => {} };

  // The client is a tenth of a second at the start and 26 MB of memory, which nobody pays who has no Redis.
  const { openRedisLimiter } = await import('./redis-limiter.ts');
  return openRedisLimiter(redisUrl, log);
}
