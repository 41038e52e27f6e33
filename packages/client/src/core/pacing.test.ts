import { describe, expect, it } from 'vitest';
import { coreAt, getNote, httpAt } from '../../test/operations.ts';
import { error, json, reset, serve, type Step } from '../../test/scripted-server.ts';
import { simulatedLimiter } from '../../test/simulated-limiter.ts';
import type { WaitInfo } from './hooks.ts';

const input = { path: ['note_1'] };

/** Answers as a server does that lets this many requests through in a second. */
function limited(limit: number): Step {
  const limiter = simulatedLimiter([{ name: 'burst', limit, seconds: 1 }]);
  return (response, received) => {
    const { isRefused, headers } = limiter.count(1);
    const step = isRefused ? error(429, 'rate_limit_exceeded', { ...Object.fromEntries(headers), 'Retry-After': '1' }) : json(200, {}, Object.fromEntries(headers));
    return step(response, received);
  };
}

describe('a client that paces', () => {
  it('meets no 429, and says when it waits', async () => {
    await using server = await serve(limited(20));
    const statuses: number[] = [];
    const waits: WaitInfo[] = [];
    const core = coreAt(server.url, { pacing: true, hooks: { onResponse: ({ status }) => void statuses.push(status), onWait: (info) => void waits.push(info) } });

    await Promise.all(Array.from({ length: 50 }, () => core.call(getNote, input)));

    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(statuses).toHaveLength(50);
    expect(waits[0]).toMatchObject({ operation: 'getNote', attempt: 1 });
  });

  it('meets them when it is told not to pace', async () => {
    await using server = await serve(limited(5));
    const core = coreAt(server.url, { pacing: true });
    const calls = await Promise.allSettled(Array.from({ length: 10 }, () => core.call(getNote, input, { pacing: false, retries: 0 })));

    expect(calls.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  });

  it('learns nothing from what is not counted', async () => {
    await using server = await serve(json(200, {}), limited(3));
    const statuses: number[] = [];
    const core = coreAt(server.url, { pacing: true, hooks: { onResponse: ({ status }) => void statuses.push(status) } });

    await core.call({ ...getNote, cost: 0 }, input);
    await Promise.all(Array.from({ length: 6 }, () => core.call(getNote, input)));

    expect(statuses).toEqual(Array.from({ length: 7 }, () => 200));
  });

  it('asks the server at once when the wait would end behind maxTime', async () => {
    await using server = await serve(limited(1));
    const core = coreAt(server.url, { pacing: true, maxTime: 500 });
    await core.call(getNote, input);

    await expect(core.call(getNote, input)).rejects.toMatchObject({ status: 429, attempts: 1 });
  });

  it('gives way to the signal', async () => {
    await using server = await serve(limited(1));
    const core = coreAt(server.url, { pacing: true });
    await core.call(getNote, input);

    await expect(core.call(getNote, input, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'AbortError', attempts: 0 });
    expect(server.received).toHaveLength(1);
  });

  it('does not keep the place of what got no answer', async () => {
    await using server = await serve(reset, reset, json(200, {}));
    const core = coreAt(server.url, { pacing: true, retries: 0 });

    await expect(Promise.all([core.call(getNote, input), core.call(getNote, input)])).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(await core.call(getNote, input, { maxTime: 5000 })).toEqual({});
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

it('no timer is left of a call, which would keep a program from ending', async () => {
  await using server = await serve(json(200, {}), error(404, 'note_not_found'), json(200, {}));
  const core = coreAt(server.url, { pacing: true, timeout: 50_000 });
  const before = timers();

  await core.call(getNote, input);
  await expect(core.call(getNote, input)).rejects.toThrow('note_not_found');
  await httpAt(server.url, { timeout: 50_000 }).GET('/notes');

  expect(timers() - before).toBeLessThanOrEqual(0);
});
