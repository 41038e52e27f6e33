import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Window } from '@plumbline/server';
import { openRedisLimiter } from '../src/limits/redis-limiter.ts';

/** What one process asks of its limiter. */
export interface Task {
  url: string;
  keys: readonly string[];
  windows: readonly Window[];
  /** Requests a second with each key. */
  rate: number;
  seconds: number;
}

/** What became of the requests, by key, and by the end of the last of the windows. */
export type Tally = Record<string, Record<string, { offered: number; accepted: number }>>;

/** How many requests wait at once, at most, as in a server with so many callers. */
const CROWD = 500;

/** Asks at an even pace, as a process of its own; prints the tally, and what the limiter logs. */
export async function askLimiter({ url, keys, windows, rate, seconds }: Task): Promise<void> {
  const limiter = await openRedisLimiter(url, { info: (_, message) => say(message), error: (fields, message) => say(`${message} ${inspect(fields)}`) });
  const tally: Tally = {};
  let waiting = 0;

  const ask = async (key: string) => {
    waiting += 1;
    const { allowed, windows: states } = await limiter.consume(key, 1, 'standard', windows);
    const ends = (tally[key] ??= {});
    const window = (ends[String(states.at(-1)?.resetAt)] ??= { offered: 0, accepted: 0 });
    window.offered += 1;
    window.accepted += allowed ? 1 : 0;
    waiting -= 1;
  };

  const started = performance.now();
  const asked: Promise<void>[] = [];
  for (let round = 0; round < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.ceil((rate * (performance.now() - started)) / 1000));
    while (round < due) {
      if (waiting >= CROWD) break;
      asked.push(...keys.map(ask));
      round += 1;
    }
    await sleep(5);
  }
  await Promise.all(asked);
  await limiter.close();
  say(`tally ${JSON.stringify(tally)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
