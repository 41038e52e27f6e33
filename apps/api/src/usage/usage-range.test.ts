import { describe, expect, it } from 'vitest';
import type { UsageUnit } from '../store/schema.ts';
import { intervalsOf, readRange } from './usage-range.ts';

const NOW = new Date('2026-03-31T12:34:56.789Z');

function read(unit: UsageUnit, from?: string, to?: string) {
  const answer = readRange({ interval: unit, from, to }, NOW);
  return 'fault' in answer ? `${answer.fault.pointer} ${answer.fault.message}` : [answer.range.from, answer.range.to].map((time) => time.toISOString());
}

describe('readRange', () => {
  it.each<[string, Parameters<typeof read>, [from: string, to: string]]>([
    ['the 30 days to the end of this hour', ['day'], ['2026-03-01T12:00:00.000Z', '2026-03-31T13:00:00.000Z']],
    ['30 days to a given end', ['day', undefined, '2026-03-06T00:00:00Z'], ['2026-02-04T00:00:00.000Z', '2026-03-06T00:00:00.000Z']],
    ['from a given beginning', ['hour', '2026-03-31T00:00:00Z'], ['2026-03-31T00:00:00.000Z', '2026-03-31T13:00:00.000Z']],
    ['whole hours as they are', ['day', '2026-03-01T05:00:00Z', '2026-03-02T06:00:00Z'], ['2026-03-01T05:00:00.000Z', '2026-03-02T06:00:00.000Z']],
    ['parts of an hour as all of it', ['day', '2026-03-01T05:59:59.999Z', '2026-03-01T06:00:00.001Z'], ['2026-03-01T05:00:00.000Z', '2026-03-01T07:00:00.000Z']],
    ['other offsets in UTC', ['day', '2026-03-01T05:30:00+05:30', '2026-03-01T12:00:00-01:00'], ['2026-03-01T00:00:00.000Z', '2026-03-01T13:00:00.000Z']],
    ['to a leap second', ['day', '2016-12-31T00:00:00Z', '2016-12-31T23:59:60Z'], ['2016-12-31T00:00:00.000Z', '2017-01-01T00:00:00.000Z']],
    ['31 days by hour', ['hour', '2026-03-01T00:30:00Z', '2026-04-01T00:30:00Z'], ['2026-03-01T00:00:00.000Z', '2026-04-01T01:00:00.000Z']],
    ['366 days by day', ['day', '2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'], ['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z']],
    ['the first hour that can be written', ['hour', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.001Z'], ['0001-01-01T00:00:00.000Z', '0001-01-01T01:00:00.000Z']],
    ['the last hour that can be written', ['hour', '9999-12-31T22:00:00Z', '9999-12-31T23:00:00Z'], ['9999-12-31T22:00:00.000Z', '9999-12-31T23:00:00.000Z']],
  ])('takes %s', (_what, [unit, from, to], want) => {
    expect(read(unit, from, to)).toEqual(want);
  });

  it.each<[string, Parameters<typeof read>, RegExp]>([
    ['an empty range', ['day', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'], /^\/from has to be before/],
    ['a range that ends before it begins', ['day', '2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z'], /^\/from has to be before/],
    ['a beginning that is still to come', ['day', '2027-01-01T00:00:00Z'], /^\/from has to be before/],
    ['more than 31 days by hour', ['hour', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00.001Z'], /^\/from .* 31 days .* by hour$/],
    ['more than 366 days by day', ['day', '2025-01-01T00:00:00Z', '2026-01-02T00:00:00.001Z'], /^\/from .* 366 days .* by day$/],
    ['more than ten years by month', ['month', '2016-01-01T00:00:00Z', '2026-01-10T00:00:00.001Z'], /^\/from .* 3660 days .* by month$/],
    ['a beginning before all years', ['month', '0000-12-31T23:59:59Z'], /^\/from leads to a time outside/],
    ['an end before all years', ['day', undefined, '0000-01-01T00:00:00Z'], /^\/to leads to a time outside/],
    ['an end that is too near to the first year', ['day', undefined, '0001-01-15T00:00:00Z'], /^\/to leads to a time outside/],
    ['an end behind all years', ['day', undefined, '9999-12-31T23:59:59-01:00'], /^\/to leads to a time outside/],
    ['an end in the last hour', ['day', undefined, '9999-12-31T23:00:00.001Z'], /^\/to leads to a time outside/],
  ])('refuses %s', (_what, [unit, from, to], message) => {
    expect(read(unit, from, to)).toMatch(message);
  });
});

const at = (text: string) => new Date(`${text}:00.000Z`);

describe('intervalsOf', () => {
  it.each<[UsageUnit, string, string, string[]]>([
    ['hour', '2026-03-01T22:00', '2026-03-02T01:00', ['2026-03-01T22:00', '2026-03-01T23:00', '2026-03-02T00:00', '2026-03-02T01:00']],
    ['day', '2026-02-27T00:00', '2026-03-02T00:00', ['2026-02-27T00:00', '2026-02-28T00:00', '2026-03-01T00:00', '2026-03-02T00:00']],
    ['day', '2026-02-27T05:00', '2026-03-01T07:00', ['2026-02-27T05:00', '2026-02-28T00:00', '2026-03-01T00:00', '2026-03-01T07:00']],
    ['day', '2026-03-01T05:00', '2026-03-01T07:00', ['2026-03-01T05:00', '2026-03-01T07:00']],
    ['month', '2025-12-31T23:00', '2026-02-28T00:00', ['2025-12-31T23:00', '2026-01-01T00:00', '2026-02-01T00:00', '2026-02-28T00:00']],
    ['month', '0001-12-01T00:00', '0002-02-01T00:00', ['0001-12-01T00:00', '0002-01-01T00:00', '0002-02-01T00:00']],
  ])('by %s from %s to %s', (unit, from, to, edges) => {
    const want = edges.slice(1).map((end, index) => ({ start: at(edges[index] ?? ''), end: at(end) }));
    expect(intervalsOf({ from: at(from), to: at(to), unit })).toEqual(want);
  });
});
