import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runModule } from '../../test/child.ts';
import type { Tally, Task } from '../../test/limiter-process.ts';

const MODULE = resolve(import.meta.dirname, '../../test/limiter-process.ts');
/** A minute when it is asked for by hand. */
const SECONDS = Number(process.env['LOAD_SECONDS'] ?? 5);
const TIMES = 20;
const LIMIT = 100;
const PROCESSES = 4;

it(`${PROCESSES} processes let exactly the limit through in every window of each of 10 keys, of ${TIMES} times as much`, { timeout: 180_000 }, async ({ annotate }) => {
  const task: Task = {
    url: process.env['TEST_REDIS_URL'] ?? '',
    keys: Array.from({ length: 10 }, () => crypto.randomUUID()),
    windows: [{ name: 'hourly', limit: 1_000_000, seconds: 3600 }, { name: 'burst', limit: LIMIT, seconds: 1 }],
    rate: (TIMES * LIMIT) / PROCESSES,
    seconds: SECONDS,
  };
  const code = `const { askLimiter } = await import(${JSON.stringify(MODULE)}); await askLimiter(${JSON.stringify(task)});`;
  const processes = Array.from({ length: PROCESSES }, () => runModule(code));
  const tallies = await Promise.all(processes.map(async (one) => JSON.parse((await one.line('tally ')).slice('tally '.length)) as Tally));
  expect(processes.map((one) => one.output()).join('')).not.toContain('out of reach');

  const windows = task.keys.flatMap((key) => {
    const ends = new Set(tallies.flatMap((tally) => Object.keys(tally[key] ?? {})));
    return [...ends].map((end) => {
      const parts = tallies.flatMap((tally) => tally[key]?.[end] ?? []);
      return { end, offered: sum(parts.map(({ offered }) => offered)), accepted: sum(parts.map(({ accepted }) => accepted)) };
    });
  });
  expect(windows.filter(({ offered, accepted }) => accepted !== Math.min(offered, LIMIT))).toEqual([]);
  // Of a key's windows only the first and the last may have had less than it has room for.
  expect(windows.filter(({ accepted }) => accepted === LIMIT).length).toBeGreaterThanOrEqual(10 * (SECONDS - 2));
  expect(sum(windows.map(({ offered }) => offered))).toBe(10 * TIMES * LIMIT * SECONDS);
  await annotate(`${sum(windows.map(({ offered }) => offered))} offered, ${sum(windows.map(({ accepted }) => accepted))} accepted in ${windows.length} windows`);
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
