import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../child.ts';

/** Processes of which one is killed now and then, and started again. */
export interface Herd {
  /** Those that run, by name, as they are at the moment. */
  running: ReadonlyMap<string, Child>;
  /** How many were killed. */
  kills(): number;
  /** Kills no more, and waits for those that are being started. */
  calm(): Promise<void>;
}

/** How a process is started; it resolves when the process is ready. */
export type Starts = Readonly<Record<string, () => Promise<Child>>>;

/**
 * Starts processes, and then kills one of them at random (SIGKILL) again and again; another one is started in its place at once.
 *
 * @param pace milliseconds between two kills
 */
export async function startHerd(starts: Starts, pace: number): Promise<Herd> {
  const names = Object.keys(starts);
  const running = new Map<string, Child>();
  let kills = 0;
  const calm = new AbortController();

  const start = async (name: string) => {
    const child = await starts[name]?.();
    if (child) running.set(name, child);
  };
  await Promise.all(names.map(start));

  const ravage = async () => {
    const starting: Promise<void>[] = [];
    while (!calm.signal.aborted) {
      await sleep(pace * (0.5 + Math.random()));
      const name = names[Math.floor(Math.random() * names.length)] ?? '';
      const victim = running.get(name);
      // One that is only starting is left alone, or nobody would ever get to work.
      if (calm.signal.aborted || !victim) continue;
      running.delete(name);
      await victim.kill('SIGKILL');
      kills += 1;
      starting.push(start(name));
    }
    await Promise.all(starting);
  };
  const ravaging = ravage();

  return {
    running,
    kills: () => kills,
    async calm() {
      calm.abort();
      await ravaging;
    },
  };
}
