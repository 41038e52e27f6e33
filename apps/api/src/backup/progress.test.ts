import { expect, it, vi } from 'vitest';
import { createProgress } from './progress.ts';

it('tells how far it is every two seconds, and says nothing before', () => {
  vi.useFakeTimers();
  const lines: string[] = [];
  const progress = createProgress((line) => lines.push(line), (done) => `${done} rows`);

  progress(10);
  vi.advanceTimersByTime(1_999);
  progress(10);
  expect(lines).toEqual([]);

  vi.advanceTimersByTime(1);
  progress(5);
  progress(5);
  expect(lines).toEqual(['25 rows']);
  vi.useRealTimers();
});
