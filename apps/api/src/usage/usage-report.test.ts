import { expect, it } from 'vitest';
import type { UsageCount } from '../store/usage.ts';
import { usageReport } from './usage-report.ts';

const at = (text: string) => new Date(`2026-03-${text}:00.000Z`);
const count = (start: string, operation: string, status_class: number, requests: number): UsageCount => ({ start: at(start), operation, status_class, requests });
const by = (two: number, three: number, four: number, five: number) => ({ '2xx': two, '3xx': three, '4xx': four, '5xx': five });

it('adds up a range and each of its days, the parts of days at its ends and days without requests among them', () => {
  const range = { from: at('01T05:00'), to: at('04T07:00'), unit: 'day' } as const;
  const counts = [count('01T00:00', 'listUsers', 2, 1), count('04T00:00', 'getUser', 5, 16), count('01T00:00', 'getUser', 4, 4), count('03T00:00', 'getUser', 3, 2), count('01T00:00', 'getUser', 2, 8)];

  const empty = { requests: 0, by_status: by(0, 0, 0, 0), by_operation: [] };
  const day = (start: string, end: string, counted: object) => ({ start: at(start).toISOString(), end: at(end).toISOString(), ...counted });
  expect(usageReport(range, counts)).toEqual({
    from: '2026-03-01T05:00:00.000Z',
    to: '2026-03-04T07:00:00.000Z',
    requests: 31,
    by_status: by(9, 2, 4, 16),
    by_operation: [
      { operation: 'getUser', requests: 30, by_status: by(8, 2, 4, 16) },
      { operation: 'listUsers', requests: 1, by_status: by(1, 0, 0, 0) },
    ],
    intervals: [
      day('01T05:00', '02T00:00', {
        requests: 13,
        by_status: by(9, 0, 4, 0),
        by_operation: [
          { operation: 'getUser', requests: 12, by_status: by(8, 0, 4, 0) },
          { operation: 'listUsers', requests: 1, by_status: by(1, 0, 0, 0) },
        ],
      }),
      day('02T00:00', '03T00:00', empty),
      day('03T00:00', '04T00:00', { requests: 2, by_status: by(0, 2, 0, 0), by_operation: [{ operation: 'getUser', requests: 2, by_status: by(0, 2, 0, 0) }] }),
      day('04T00:00', '04T07:00', { requests: 16, by_status: by(0, 0, 0, 16), by_operation: [{ operation: 'getUser', requests: 16, by_status: by(0, 0, 0, 16) }] }),
    ],
  });
});
