import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { load, type Load } from '../../test/load.ts';
import { createPacer, type Pacer, type Ticket } from './pacer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hourly = { name: 'hourly', limit: 10_000, seconds: 3600 };
const burst = { name: 'burst', limit: 100, seconds: 1 };

/** What the server says of windows: name, limit, length, what is left, seconds left. */
const told = (...windows: [string, number, number, number, number][]) =>
  new Headers({
    'RateLimit-Policy': windows.map(([name, q, w]) => `"${name}";q=${q};w=${w}`).join(', '),
    RateLimit: windows.map(([name, , , r, t]) => `"${name}";r=${r};t=${t}`).join(', '),
  });

/** Asks for a place, and says by which time it was given. */
function ask(pacer: Pacer, cost = 1, deadline = Infinity, signal?: AbortSignal) {
  const asked = { ticket: undefined as Ticket | undefined, waits: [] as number[] };
  const admission = Promise.resolve(pacer.enter(cost, deadline, signal, (delay) => void asked.waits.push(delay)));
  return Object.assign(asked, { admission: admission.then((ticket) => (asked.ticket = ticket)) });
}

/** A pacer that knows a window of which this much is left. */
async function knowing(left: number, limit = 10): Promise<Pacer> {
  const pacer = createPacer();
  const first = ask(pacer);
  await vi.advanceTimersByTimeAsync(0);
  if (first.ticket) pacer.leave(first.ticket, told(['burst', limit, 1, left, 1]));
  return pacer;
}

describe('a pacer', () => {
  it('lets two through before it has heard of limits, and all when there are none', async () => {
    const pacer = createPacer();
    const asked = Array.from({ length: 5 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.map(({ ticket }) => Boolean(ticket))).toEqual([true, true, false, false, false]);

    if (asked[0]?.ticket) pacer.leave(asked[0].ticket, new Headers());
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.every(({ ticket }) => ticket)).toBe(true);
  });

  it('lets others through when the first was not answered', async () => {
    const pacer = createPacer();
    const asked = Array.from({ length: 3 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(0);
    for (const { ticket } of asked) if (ticket) pacer.leave(ticket);
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.every(({ ticket }) => ticket)).toBe(true);
  });

  it('lets through what is left, and the others when the window has surely ended', async () => {
    const pacer = await knowing(2);
    const asked = Array.from({ length: 4 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(999);
    expect(asked.map(({ ticket }) => Boolean(ticket))).toEqual([true, true, false, false]);

    await vi.advanceTimersByTimeAsync(1);
    expect(asked.every(({ ticket }) => ticket)).toBe(true);
    expect(asked.map(({ waits }) => waits)).toEqual([[], [], [1000], [1000]]);
  });

  it('keeps the order, also when one that costs less would have room', async () => {
    const pacer = await knowing(2);
    const [dear, cheap] = [ask(pacer, 5), ask(pacer, 1)];
    await vi.advanceTimersByTimeAsync(999);
    expect([dear.ticket, cheap.ticket]).toEqual([undefined, undefined]);

    await vi.advanceTimersByTimeAsync(1);
    expect([dear.ticket, cheap.ticket].every(Boolean)).toBe(true);
  });

  it('lets those through first that were refused before', async () => {
    const pacer = await knowing(0, 1);
    const waiting = ask(pacer);
    const again: string[] = [];
    void Promise.resolve(pacer.enter(1, Infinity, undefined, () => {}, true)).then(() => again.push('let through'));
    await vi.advanceTimersByTimeAsync(1000);

    expect([again, waiting.ticket]).toEqual([['let through'], undefined]);
  });

  it('goes on when the one in front gives up', async () => {
    const pacer = await knowing(2);
    const controller = new AbortController();
    const [dear, cheap] = [ask(pacer, 5, Infinity, controller.signal), ask(pacer, 1)];
    controller.abort('enough');

    await expect(dear.admission).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(0);
    expect(cheap.ticket).toBeDefined();
  });

  it('lets one through whose window ends only behind its deadline, since the server’s answer says more', async () => {
    const pacer = await knowing(0);
    const [late, early] = [ask(pacer, 1, performance.now() + 5000), ask(pacer, 1, performance.now() + 500)];
    await vi.advanceTimersByTimeAsync(0);
    expect([late.ticket, early.ticket]).toEqual([undefined, undefined]);

    const alone = await knowing(0);
    const only = ask(alone, 1, performance.now() + 500);
    await vi.advanceTimersByTimeAsync(0);
    expect(only.ticket?.seen).toBeDefined();
  });

  it('gives no place to who waited behind others until its deadline', async () => {
    const pacer = await knowing(0);
    void ask(pacer, 1, performance.now() + 5000);
    const second = ask(pacer, 1, performance.now() + 500);
    await vi.advanceTimersByTimeAsync(500);

    expect(second.ticket).toBeDefined();
    expect(second.ticket?.seen).toBeUndefined();
  });

  it('takes what others have used from the headers', async () => {
    const pacer = await knowing(9);
    const first = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, told(['burst', 10, 1, 1, 1]));
    const asked = [ask(pacer), ask(pacer)];
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.map(({ ticket }) => Boolean(ticket))).toEqual([true, false]);
  });

  it('goes by no window of which only the policy is told', async () => {
    const pacer = createPacer();
    const first = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, new Headers({ 'RateLimit-Policy': '"burst";q=1;w=60' }));
    const asked = [ask(pacer), ask(pacer)];
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.every(({ ticket }) => ticket)).toBe(true);
  });

  it('heeds limits that there have not been before', async () => {
    const pacer = createPacer();
    const first = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, new Headers());
    const second = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (second.ticket) pacer.leave(second.ticket, told(['burst', 10, 1, 1, 1]));
    const asked = [ask(pacer), ask(pacer)];
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.map(({ ticket }) => Boolean(ticket))).toEqual([true, false]);
  });

  it('takes another limit from the headers', async () => {
    const pacer = await knowing(1);
    const first = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, told(['burst', 30, 1, 20, 1]));
    const asked = Array.from({ length: 21 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.filter(({ ticket }) => ticket)).toHaveLength(20);
  });

  it('waits for the longest of several windows', async () => {
    const pacer = createPacer();
    const first = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, told(['hourly', 10, 3600, 0, 120], ['burst', 10, 1, 5, 1]));
    const next = ask(pacer);
    await vi.advanceTimersByTimeAsync(119_999);
    expect(next.ticket).toBeUndefined();

    await vi.advanceTimersByTimeAsync(1);
    expect(next.ticket).toBeDefined();
  });

  it('counts in the next window what may be of it, when an answer that began it comes later', async () => {
    const pacer = await knowing(8);
    await vi.advanceTimersByTimeAsync(990);
    const [, , third] = Array.from({ length: 5 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(5);
    if (third?.ticket) pacer.leave(third.ticket, told(['burst', 10, 1, 7, 1]));
    await vi.advanceTimersByTimeAsync(5);
    const asked = Array.from({ length: 10 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.filter(({ ticket }) => ticket)).toHaveLength(5);
  });

  it('counts what was told too late beside what is told afterwards', async () => {
    const pacer = createPacer();
    const [first, early] = [ask(pacer), ask(pacer)];
    await vi.advanceTimersByTimeAsync(0);
    if (first.ticket) pacer.leave(first.ticket, told(['burst', 10, 1, 9, 1]));
    const next = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);
    if (early.ticket) pacer.leave(early.ticket, told(['burst', 10, 1, 7, 1]));
    if (next.ticket) pacer.leave(next.ticket, told(['burst', 10, 1, 8, 1]));
    const asked = Array.from({ length: 10 }, () => ask(pacer));
    await vi.advanceTimersByTimeAsync(0);

    expect(asked.filter(({ ticket }) => ticket)).toHaveLength(7);
  });

  it('counts what got no answer, which the server may have counted', async () => {
    const pacer = await knowing(2);
    const lost = [ask(pacer), ask(pacer)];
    await vi.advanceTimersByTimeAsync(0);
    for (const { ticket } of lost) if (ticket) pacer.leave(ticket);
    const next = ask(pacer);
    await vi.advanceTimersByTimeAsync(0);

    expect(next.ticket).toBeUndefined();
  });

  it('leaves no timer behind', async () => {
    const pacer = await knowing(0);
    const controller = new AbortController();
    const one = ask(pacer, 1, Infinity, controller.signal);
    controller.abort('enough');
    await expect(one.admission).rejects.toBe('enough');

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('against a limiter of fixed windows', () => {
  const milliseconds = fc.double({ min: 0.1, max: 300, noNaN: true });
  const anyLoad = fc.record({
    concurrency: fc.integer({ min: 1, max: 64 }),
    limit: fc.integer({ min: 2, max: 120 }),
    seconds: fc.integer({ min: 1, max: 3 }),
    there: milliseconds,
    back: milliseconds,
    think: fc.integer({ min: 0, max: 200 }),
    dearest: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer(),
  });

  /** What a pacer took for less than it was: an answer that tells of fewer requests than have been answered, and comes behind one that tells of nothing. */
  const ONCE_REFUSED: [{ concurrency: number; limit: number; seconds: number; there: number; back: number; think: number; dearest: number; seed: number }][] = [
    [{ concurrency: 19, limit: 7, seconds: 1, there: 19.670356534892925, back: 3.2791077733333993, think: 17, dearest: 1, seed: -11 }],
    [{ concurrency: 25, limit: 9, seconds: 1, there: 132.61812251829042, back: 69.48630972346682, think: 106, dearest: 1, seed: -11 }],
    [{ concurrency: 62, limit: 49, seconds: 2, there: 187.69208196353813, back: 16.26427409516759, think: 169, dearest: 2, seed: -2147483639 }],
  ];

  it('never sends what would be refused, however long answers take and whatever requests cost', async () => {
    await fc.assert(
      fc.asyncProperty(anyLoad, async ({ limit, seconds, dearest, ...given }) => {
        const windows = [{ name: 'long', limit: limit * 3, seconds: seconds * 2 + 1 }, { name: 'short', limit, seconds }];
        const { refused } = await load({ ...given, windows, dearest: Math.min(limit, dearest), time: 6000 });
        expect(refused).toBe(0);
      }),
      { numRuns: 150, examples: ONCE_REFUSED },
    );
  }, 60_000);

  it.each([1, 2, 4, 8, 16, 32])('uses 95 %% of a limit of 100 a second, %i at a time', async (concurrency) => {
    const quick: Omit<Load, 'concurrency'> = { windows: [hourly, burst], there: concurrency, back: concurrency, think: 0, dearest: 1, time: 20_000, seed: 1 };
    const { refused, counted } = await load({ ...quick, there: Math.min(10, concurrency), back: Math.min(10, concurrency), concurrency });

    expect(refused).toBe(0);
    expect(counted / 20).toBeGreaterThanOrEqual(95);
  });

  it('shares a limit with others who do not pace: all of it is used, and little is refused', async () => {
    const { refused, counted, byOthers } = await load({ windows: [burst], concurrency: 16, there: 10, back: 10, think: 0, dearest: 1, time: 20_000, seed: 1, others: 30 });

    expect((counted + byOthers) / 20).toBeGreaterThanOrEqual(95);
    expect(refused / counted).toBeLessThan(0.02);
  });
});
