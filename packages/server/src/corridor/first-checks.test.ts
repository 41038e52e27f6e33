import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { checkFirst, LARGEST_HEADERS, LONGEST_URL } from './first-checks.ts';

const HOST = ['Host', 'notes.example'];

interface Given {
  url?: string;
  rawHeaders?: string[];
  httpVersion?: string;
  headers?: { expect?: string };
}

function request({ url = '/', rawHeaders = HOST, httpVersion = '1.1', headers = {} }: Given): IncomingMessage {
  return { url, rawHeaders, httpVersion, headers } as IncomingMessage; // The step reads nothing else.
}

/** A header that fills up what `Host` leaves of the given size. */
const filling = (size: number) => [...HOST, 'X-A', 'a'.repeat(size - HOST.join('').length - 4 - 'X-A'.length - 4)];

describe('checkFirst', () => {
  it.each([
    ['the longest URL', { url: '/'.repeat(LONGEST_URL) }],
    ['the largest headers', { rawHeaders: filling(LARGEST_HEADERS) }],
    ['HTTP/1.0 without a Host', { rawHeaders: [], httpVersion: '1.0' }],
    ['100-continue', { headers: { expect: '100-Continue' } }],
    ['a header that ends like Host', { rawHeaders: [...HOST, 'X-Host', 'b', 'Hosts', 'c'] }],
  ])('lets %s pass', (_, given) => {
    expect(() => checkFirst(request(given))).not.toThrow();
  });

  it.each([
    ['a URL that is one too long', 'uri_too_long', { url: '/'.repeat(LONGEST_URL + 1) }],
    ['headers that are one too large', 'headers_too_large', { rawHeaders: filling(LARGEST_HEADERS + 1) }],
    ['many small headers', 'headers_too_large', { rawHeaders: [...HOST, ...Array<string>(8000).fill('a')] }],
    ['no Host', 'malformed_request', { rawHeaders: [] }],
    ['two Hosts', 'malformed_request', { rawHeaders: [...HOST, 'hOST', 'other.example'] }],
    ['the same Host twice', 'malformed_request', { rawHeaders: [...HOST, ...HOST] }],
    ['another expectation', 'expectation_failed', { headers: { expect: 'x' } }],
    ['two Hosts in HTTP/1.0', 'malformed_request', { rawHeaders: [...HOST, ...HOST], httpVersion: '1.0' }],
  ])('refuses %s', (_, code, given) => {
    expect(() => checkFirst(request(given))).toThrow(expect.objectContaining({ code }));
  });
});
