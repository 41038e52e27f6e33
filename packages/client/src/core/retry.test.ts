import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { PlumblineError } from './plumbline-error.ts';
import { readRetryAfter, retryDelay } from './retry.ts';

const refused = (headers: Record<string, string>) =>
  new ApiError({ operation: 'a', status: 503, code: '', message: '', requestId: undefined, details: [], docUrl: undefined, retryable: true, headers: new Headers(headers), attempts: 1 });

describe('readRetryAfter', () => {
  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'Retry-After': '3' }, 3000],
    ['no time', { 'Retry-After': '0' }, 0],
    ['a date, by the server’s clock', { 'Retry-After': 'Tue, 24 Nov 2026 16:00:05 GMT', Date: 'Tue, 24 Nov 2026 16:00:00 GMT' }, 5000],
    ['a date that has passed', { 'Retry-After': 'Tue, 24 Nov 2026 16:00:00 GMT', Date: 'Tue, 24 Nov 2026 16:00:05 GMT' }, 0],
    ['a negative number', { 'Retry-After': '-3' }, 0],
    ['what is neither', { 'Retry-After': 'soon' }, 0],
    ['nothing', {}, 0],
  ])('reads %s', (_what, headers, want) => {
    expect(readRetryAfter(new Headers(headers))).toBe(want);
  });

  it('takes the own clock where the server does not tell its', () => {
    const date = new Date(Date.now() + 10_000).toUTCString();
    expect(Math.abs(readRetryAfter(new Headers({ 'Retry-After': date })) - 9500)).toBeLessThanOrEqual(600);
  });
});

describe('retryDelay', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [5, 8000],
    [40, 8000],
  ])('is anything behind attempt %i between 0 and %i ms', (attempt, most) => {
    const random = vi.spyOn(Math, 'random');
    expect([0, 0.5, 1].map((value) => retryDelay(attempt, random.mockReturnValue(value) && new PlumblineError('a')))).toEqual([0, most / 2, most]);
  });

  it('comes on top of Retry-After, so that nobody is too early and not all come at once', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    expect(retryDelay(1, refused({ 'Retry-After': '2' }))).toBe(2250);
  });
});
