import { expect, it } from 'vitest';
import { ratioOf } from './summary.ts';

const series = [
  { probe: 'get', subject: 'bare', firstAnswerMs: 1, rounds: [{ perSecond: 100, cpuMicros: 50 }, { perSecond: 50, cpuMicros: 100 }, { perSecond: 10, cpuMicros: 500 }] },
  { probe: 'get', subject: 'kit', firstAnswerMs: 1, rounds: [{ perSecond: 50, cpuMicros: 75 }, { perSecond: 25, cpuMicros: 150 }] },
];

it('compares a round with the same round of the other, so that a slow minute slows both', () => {
  const same = { median: 1.5, low: 1.5, high: 1.5 };
  expect(ratioOf(series, 'get', 'kit', 'bare')).toEqual({ probe: 'get', of: 'kit', to: 'bare', cpu: same, time: { median: 2, low: 2, high: 2 } });
});

it('compares nothing with what was not measured', () => {
  expect(ratioOf(series, 'list', 'kit', 'bare')).toBeUndefined();
});
