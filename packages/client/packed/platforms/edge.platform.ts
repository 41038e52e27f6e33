import { join } from 'node:path';
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
