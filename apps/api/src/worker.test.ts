import { expect, it } from 'vitest';
import type { Platform } from './platform.ts';
import { startWorker, type Activity } from './worker.ts';

const PLATFORM = {} as Platform; // The activities of these tests need nothing.

/** An activity that notes when it begins and ends. */
const noting = (notes: string[], name: string): Activity => () => {
  notes.push(`${name} begins`);
  return async () => void notes.push(`${name} ends`);
};

const broken: Activity = () => Promise.reject(new Error('no queue'));

it('begins every activity, and ends them all', async () => {
  const notes: string[] = [];
  const stop = await startWorker(PLATFORM, [noting(notes, 'first'), noting(notes, 'second')]);
  expect(notes).toEqual(['first begins', 'second begins']);

  await stop();
  expect(notes).toEqual(['first begins', 'second begins', 'first ends', 'second ends']);
});

it('ends what has begun when another cannot begin, and says why', async () => {
  const notes: string[] = [];

  await expect(startWorker(PLATFORM, [noting(notes, 'first'), broken, noting(notes, 'third')])).rejects.toThrow('no queue');
  expect(notes).toEqual(['first begins', 'first ends']);
});
