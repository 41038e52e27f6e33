import { expect, it } from 'vitest';
import { spread } from './statistics.ts';

it.each([
  [[3], { median: 3, low: 3, high: 3 }],
  [[4, 1, 3, 2, 5], { median: 3, low: 2, high: 4 }],
  [[1, 2, 3, 4], { median: 2.5, low: 1.75, high: 3.25 }],
  [[1, 1, 1, 1, 900], { median: 1, low: 1, high: 1 }],
])('the spread of %j is %j', (values, want) => {
  expect(spread(values)).toEqual(want);
});
