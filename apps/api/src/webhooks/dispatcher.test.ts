import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { dispatcher } from './dispatcher.ts';
import type { Attempt } from './settle-attempts.ts';
import type { Room } from './slots.ts';

const LIMITS = { all: 4, reserve: 0, each: 4 };

let due: ClaimedDelivery[];
let rooms: Room[];
let failures: unknown[];
let written: string[];
let released: string[];
/** What becomes of attempts, by the delivery's id; those that are not here end at once. */
let held: Record<string, PromiseWithResolvers<void>>;
/** What writing waits for. */
let writing: Promise<void>;
let running: ReturnType<typeof dispatcher> | undefined;
beforeEach(() => {
  vi.useFakeTimers();
  [due, rooms, failures, written, released] = [[], [], [], [], []];
  held = {};
  writing = Promise.resolve();
});
afterEach(async () => {
  for (const { resolve } of Object.values(held)) resolve();
  const stopped = running?.stop();
  await wait(4_000);
  await stopped;
  vi.useRealTimers();
});
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function delivery(id: string, webhook_id = id): ClaimedDelivery {
  const row = { account_id: 'acc_1', environment: 'live', event_id: 'evt_1', event: 'user.created', attempts: 0, retries_from: 0, body: '{}' } as const;
  return { ...row, id, webhook_id, traceparent: null, url: 'https://example.com/', secret: new Uint8Array(), previous_secret: null };
}

function start() {
  running = dispatcher({
    limits: LIMITS,
    claim: async (room) => {
      rooms.push(room);
      return due.splice(0, room.most);
    },
    async attempt(one, signal) {
      const hold = held[one.id];
      const ended = new Promise<void>((end) => signal.addEventListener('abort', () => end()));
      if (hold) await Promise.race([hold.promise, ended]);
      if (signal.aborted) return undefined;
      const verdict = { outcome: 'succeeded', status: 200, error: null, excerpt: '', isGone: false } as const;
      return { delivery: one, startedAt: new Date(), durationMs: 1, verdict, wait: undefined } satisfies Attempt;
    },
    write: async (attempt) => {
      await writing;
      written.push(attempt.delivery.id);
    },
    release: async (deliveries) => void released.push(...deliveries.map(({ id }) => id)),
    onFailure: (error) => void failures.push(error),
  });
  return running;
}

describe('dispatcher', () => {
  it('attempts what is due, and looks again at its pace and when it is nudged', async () => {
    due = [delivery('a'), delivery('b')];
    const { nudge } = start();
    await wait(0);
    expect(written).toEqual(['a', 'b']);

    due = [delivery('c')];
    nudge();
    await wait(0);
    due = [delivery('d')];
    await wait(500);
    expect([written, failures]).toEqual([['a', 'b', 'c', 'd'], []]);
  });

  it('begins no more than there are slots for, and goes on as soon as one is free', async () => {
    due = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => delivery(id));
    for (const { id } of due.slice(0, 4)) held[id] = Promise.withResolvers();
    start();
    await wait(0);
    expect([written, due.length]).toEqual([[], 2]);

    held['c']?.resolve();
    await wait(0);
    expect(written).toEqual(['c', 'e', 'f']);
  });

  it('says how much is left for each endpoint', async () => {
    due = [delivery('a', 'slow'), delivery('b', 'slow')];
    for (const { id } of due) held[id] = Promise.withResolvers();
    start();
    await wait(0);

    expect(rooms.at(-1)).toEqual({ most: 2, each: 1, left: { 'acc_1/live/slow': 0 }, isReserve: false });
  });

  it('does not begin what it is still at, when it gets it again', async () => {
    due = [delivery('a'), delivery('a')];
    held['a'] = Promise.withResolvers();
    start();
    await wait(0);
    held['a'].resolve();
    await wait(0);

    expect(written).toEqual(['a']);
  });

  it('waits for attempts when it is to end, gives up those that take too long, and gives them back', async () => {
    due = [delivery('quick'), delivery('slow')];
    for (const { id } of due) held[id] = Promise.withResolvers();
    const { stop } = start();
    await wait(0);
    const stopped = stop();
    await wait(1_000);
    held['quick']?.resolve();
    await wait(1_000);
    await stopped;

    expect([written, released, failures]).toEqual([['quick'], ['slow'], []]);
  });

  it('ends without what cannot be written', async () => {
    due = [delivery('a')];
    writing = new Promise(() => {});
    const { stop } = start();
    await wait(0);
    const stopped = stop();
    await wait(4_000);
    await stopped;

    expect([written, released, failures]).toEqual([[], [], []]);
  });
});
