import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { outcomeOn, taskFor } from './task.ts';
import { startWorker, type Worker } from './workerd.ts';

let worker: Worker;
beforeAll(async () => {
  worker = await startWorker(join(inject('runtimes'), 'workerd'), inject('project'), 'platform-worker.mjs');
});
afterAll(() => worker?.[Symbol.asyncDispose]());

async function ask(task: object): Promise<unknown> {
  const response = await fetch(worker.origin, { method: 'POST', body: JSON.stringify(task), signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  return response.ok ? JSON.parse(text) : text;
}

it('workerd does everything, and has nothing of Node', async () => {
  expect(await ask(taskFor('workerd'))).toEqual(outcomeOn('workerd'));
});

/** Asks the worker many times at once for a call with a client that all these requests share. */
async function askOften(times: number, how: object): Promise<Set<unknown>> {
  return new Set(await Promise.all(Array.from({ length: times }, () => ask({ ...taskFor('workerd'), ...how }))));
}

it('workerd paces calls of many requests with one client, though timers end with the request that has set them', async () => {
  expect(await askOften(250, { maxTime: 20_000 })).toEqual(new Set(['answered']));
});

it('workerd goes on with that client when requests have ended before their calls: those count until their time is up', async () => {
  expect(await askOften(1, { maxTime: 2_000 })).toEqual(new Set(['answered']));
  expect(await askOften(250, { maxTime: 2_000, forgets: true })).toEqual(new Set(['forgotten']));
  await setTimeout(2_000);
  expect(await askOften(1, { maxTime: 2_000 })).toEqual(new Set(['answered']));
});
