import { describe, expect, it, vi } from 'vitest';
import { coreAt, getNote } from '../../test/operations.ts';
import { error, hang, json, serve, type Step } from '../../test/scripted-server.ts';
import type { Wait } from './operation.ts';
import { waitFor } from './wait-for.ts';

interface Job {
  id: string;
  status: string;
  progress: { percent: number };
}

const wait: Wait<Job> = { get: (core, id, options) => core.call(getNote, { path: [id] }, options), id: 'id', status: 'status', ends: ['succeeded', 'failed'], progress: 'progress' };
const job = (status: string, percent: number): Job => ({ id: 'job_1', status, progress: { percent } });
const shows = (status: string, percent: number, headers?: Record<string, string>): Step => json(200, job(status, percent), headers);
const soon = { pollInterval: 5 };

describe('waitFor', () => {
  it('gives what has ended, and tells of progress when it has changed', async () => {
    await using server = await serve(shows('queued', 0), shows('running', 0), shows('running', 50), shows('running', 50), shows('succeeded', 100));
    const told: number[] = [];

    const ended = await waitFor<Job, Job, Job['progress']>(coreAt(server.url), wait, 'job_1', { ...soon, onProgress: ({ percent }) => void told.push(percent) });

    expect(ended).toEqual(job('succeeded', 100));
    expect(told).toEqual([0, 50, 100]);
    expect(server.received.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => '/v1/notes/job_1'));
  });

  it('gives what failed as well', async () => {
    await using server = await serve(shows('failed', 10));

    expect(await waitFor(coreAt(server.url), wait, 'job_1')).toMatchObject({ status: 'failed' });
  });

  it('believes a job that has ended', async () => {
    expect(await waitFor(coreAt('http://127.0.0.1:1'), wait, job('succeeded', 100))).toEqual(job('succeeded', 100));
  });

  it.each<[string, Job | string, number | undefined, (string | undefined)[], number[]]>([
    ['longer each time', 'job_1', undefined, [undefined, undefined, undefined, undefined], [500, 750, 1125]],
    ['never longer than ten seconds', 'job_1', undefined, Array.from({ length: 11 }), [500, 750, 1125, 1687.5, 2531.25, 3796.875, 5695.3125, 8542.96875, 10_000, 10_000]],
    ['as long as the caller says', 'job_1', 80, [undefined, undefined, undefined], [80, 80]],
    ['as long as Retry-After asks for', 'job_1', 80, ['2', undefined, undefined], [2000, 80]],
    ['before it looks at a job that it was given', job('queued', 0), 80, [undefined], [80]],
  ])('waits %s', async (_how, given, pollInterval, answers, want) => {
    vi.useFakeTimers();
    const looks: number[] = typeof given === 'string' ? [] : [performance.now()];
    const look: Wait<Job>['get'] = () => {
      const retryAfter = answers[looks.push(performance.now()) - (typeof given === 'string' ? 1 : 2)];
      const data = job(looks.length > want.length ? 'succeeded' : 'running', 0);
      const answer = { data, response: new Response(null, { headers: retryAfter ? { 'Retry-After': retryAfter } : {} }), headers: {}, requestId: undefined };
      return Object.assign(Promise.resolve(data), { withResponse: () => Promise.resolve(answer) });
    };
    const ended = waitFor(coreAt('http://127.0.0.1:1'), { ...wait, get: look }, given, { pollInterval });
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();

    await ended;
    expect(looks.slice(1).map((time, index) => time - (looks[index] ?? 0))).toEqual(want.map((one) => Math.floor(one)));
  });

  it('ends when maxTime has passed, and says that the work goes on', async () => {
    await using server = await serve(shows('running', 0));

    await expect(waitFor(coreAt(server.url), wait, 'job_1', { ...soon, maxTime: 40 })).rejects.toMatchObject({ name: 'TimeoutError', operation: 'waitFor job_1', message: expect.stringContaining('it goes on') as unknown });
  });

  it('ends as well when it passes during a look', async () => {
    await using server = await serve(shows('running', 0), hang);

    await expect(waitFor(coreAt(server.url), wait, 'job_1', { ...soon, maxTime: 40 })).rejects.toMatchObject({ name: 'TimeoutError', operation: 'waitFor job_1' });
  });

  it('ends when the signal says so', async () => {
    await using server = await serve(shows('running', 0));
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 30);

    await expect(waitFor(coreAt(server.url), wait, 'job_1', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
  });

  it('ends with what a look throws', async () => {
    await using server = await serve(shows('running', 0), error(404, 'note_not_found'));

    await expect(waitFor(coreAt(server.url), wait, 'job_1', soon)).rejects.toMatchObject({ name: 'NoteNotFoundError' });
  });
});
