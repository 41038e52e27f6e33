import { describe, expect, it } from 'vitest';
import { clientRequestId, newRequestId } from './request-id.ts';

describe('newRequestId', () => {
  it('is 128 random bits behind a prefix, safe in a header and a URL', () => {
    const ids = Array.from({ length: 1000 }, newRequestId);
    expect(ids.filter((id) => !/^req_[\w-]{22}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('clientRequestId', () => {
  it.each([
    [undefined, undefined],
    ['abc', 'abc'],
    [['a', 'b'], undefined],
    ['a'.repeat(1000), 'a'.repeat(200)],
  ])('takes %.20j for the log', (header, want) => {
    expect(clientRequestId(header)).toBe(want);
  });
});
