import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { allowOrigin, preflightHeaders } from './cors.ts';

describe('allowOrigin', () => {
  it('lets every page read the answer and its headers, but sends no cookies along', () => {
    const headers = new Map<string, unknown>();
    const response = { setHeader: (name: string, value: unknown) => headers.set(name, value) } as unknown as ServerResponse; // Nothing else is touched.
    allowOrigin(response);
    expect([...headers.keys()]).toEqual(['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers']);
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(String(headers.get('Access-Control-Expose-Headers')).split(', ')).toEqual(
      expect.arrayContaining(['X-Request-Id', 'Location', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-RateLimit-Reset', 'ETag', 'Idempotent-Replayed', 'Link', 'Deprecation', 'Sunset', 'Content-Disposition']),
    );
  });
});

describe('preflightHeaders', () => {
  it('allows the methods of the path and the headers that were asked for', () => {
    expect(preflightHeaders(['GET', 'POST'], 'authorization,x-trace')).toEqual({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'authorization,x-trace',
      'Access-Control-Max-Age': '600',
    });
  });

  it('allows what every client needs when no header was asked for', () => {
    expect(preflightHeaders(['GET'], undefined)).toMatchObject({ 'Access-Control-Allow-Headers': 'Authorization, Content-Type' });
  });
});
