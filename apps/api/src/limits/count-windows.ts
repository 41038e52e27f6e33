import { createHash } from 'node:crypto';
import { ErrorReply, type RedisClientType } from '@redis/client';
import type { Verdict, Window } from '@plumbline/server';

/**
 * Counts one request in all of its windows or in none. A window is a hash of what is used of it and when it ends. The
 * end is kept instead of read off the key's expiry, so that it is the same moment in every answer, and judged by the
 * clock of Redis, so that all processes agree on it; the expiry only takes away what has ended.
 *
 * KEYS are the windows. ARGV is the cost, then the limit and the length (milliseconds) of each window. The reply is
 * whether it was counted and what the time is, then what is used of each window and when it ends.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local cost = tonumber(ARGV[1])
local allowed = 1
local used, ends, charge = {}, {}, {}

for i, key in ipairs(KEYS) do
  local limit, length = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local state = redis.call('HMGET', key, 'used', 'ends')
  used[i], ends[i] = tonumber(state[1]), tonumber(state[2])
  if not ends[i] or ends[i] <= now then used[i], ends[i] = 0, now + length end
  charge[i] = math.min(cost, limit)
  if charge[i] > 0 and used[i] + charge[i] > limit then allowed = 0 end
end

local reply = { allowed, now }
for i, key in ipairs(KEYS) do
  if allowed == 1 and charge[i] > 0 then
    used[i] = used[i] + charge[i]
    redis.call('HSET', key, 'used', used[i], 'ends', ends[i])
    redis.call('PEXPIREAT', key, ends[i])
  end
  reply[2 * i + 1], reply[2 * i + 2] = used[i], ends[i]
end
return reply
`;
const SHA1 = createHash('sha1').update(SCRIPT).digest('hex');

/** What of a client is needed to count. */
export type Evaluator = Pick<RedisClientType, 'eval' | 'evalSha'>;

/**
 * Counts a request in Redis, as `Limiter.consume` says. The windows of one caller are in one slot of a cluster. A window
 * that is given another length is another window.
 *
 * @throws the client's error, and Error when Redis answers something else than the script does
 */
export async function countWindows(client: Evaluator, key: string, cost: number, policy: string, windows: readonly Window[]): Promise<Verdict> {
  const reply = await evaluate(client, {
    keys: windows.map(({ name, seconds }) => `plumbline:{${key}}:${policy}:${name}:${seconds}`),
    arguments: [cost, ...windows.flatMap(({ limit, seconds }) => [limit, seconds * 1000])].map(String),
  });
  if (!isNumbers(reply)) throw new Error('Redis did not answer with numbers.');

  const [allowed, now = 0, ...states] = reply;
  return {
    allowed: allowed === 1,
    windows: windows.map(({ limit }, index) => {
      const [used = 0, endsAt = 0] = states.slice(2 * index);
      return { remaining: Math.max(0, limit - used), resetAfter: endsAt - now, resetAt: endsAt };
    }),
  };
}

/** By its hash, and as a whole where Redis does not know it, as after a restart. */
async function evaluate(client: Evaluator, options: { keys: string[]; arguments: string[] }): Promise<unknown> {
  try {
    return await client.evalSha(SHA1, options);
  } catch (error) {
    if (!(error instanceof ErrorReply) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.eval(SCRIPT, options);
  }
}

function isNumbers(reply: unknown): reply is number[] {
  return Array.isArray(reply) && reply.every((value) => typeof value === 'number');
}
