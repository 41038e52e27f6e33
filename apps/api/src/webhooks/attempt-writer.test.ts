import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attemptWriter } from './attempt-writer.ts';
import type { Attempt } from './settle-attempts.ts';

class Away extends Error {}

let written: string[][];
let failures: unknown[];
/** Fails with what it gives; undefined lets it be written. */
let fault: (ids: string[]) => Error | undefined;
let writer: ReturnType<typeof attemptWriter>;
beforeEach(() => {
  vi.useFakeTimers();
  [written, failures] = [[], []];
  fault = () => undefined;
  writer = attemptWriter({
    async writeSome(attempts) {
      const ids = attempts.map(({ delivery }) => delivery.id);
      const error = fault(ids);
      if (error) throw error;
      written.push(ids);
      return [];
    },
    isUnavailable: (error) => error instanceof Away,
    onDisabled: () => {},
    onFailure: (error, attempt) => void failures.push([(error as Error).message, attempt?.delivery.id]),
  });
});
afterEach(async () => {
  await writer.stop();
  vi.useRealTimers();
});
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function attemptAt(id: string): Attempt {
  const delivery = { account_id: 'acc_1', environment: 'live', id, webhook_id: 'whk_1', attempts: 0, retries_from: 0 } as const;
  return { delivery, startedAt: new Date(), durationMs: 1, wait: undefined, verdict: { outcome: 'succeeded', status: 200, error: null, excerpt: '', isGone: false } };
}
/** Notes when each is written. */
function write(...ids: string[]): string[] {
  const done: string[] = [];
  for (const id of ids) void writer.write(attemptAt(id)).then(() => done.push(id));
  return done;
}

describe('attemptWriter', () => {
  it('writes what has come together at once', async () => {
    const done = write('a', 'b', 'c');
    await wait(0);

    expect([written.flat(), done]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c']]);
    expect(written.length).toBeLessThan(3);
  });

  it('tries again what could not be written while the database was away, and says so once', async () => {
    fault = () => new Away('away');
    const done = write('a', 'b');
    await wait(3_000);
    expect([done, failures]).toEqual([[], [['away', undefined]]]);

    fault = () => undefined;
    await wait(1_000);
    expect([done, written.flat()]).toEqual([['a', 'b'], ['a', 'b']]);
  });

  it('writes the others when one cannot be written, each once', async () => {
    fault = (ids) => (ids.includes('bad') ? new Error('bad') : undefined);
    const done = write('a', 'bad', 'b');
    await wait(0);

    expect([written.flat(), done, failures]).toEqual([['a', 'b'], ['a', 'bad', 'b'], [['bad', 'bad']]]);
  });

  it('writes what is left when it is to end', async () => {
    await wait(0);
    const done = write('a');
    await writer.stop();

    expect([written, done]).toEqual([[['a']], ['a']]);
  });

  it('ends without a database, too', async () => {
    fault = () => new Away('away');
    write('a');
    await writer.stop();

    expect(failures).toContainEqual(['away', undefined]);
  });
});
