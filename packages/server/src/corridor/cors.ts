import type { ServerResponse } from 'node:http';
import { LIMIT_HEADERS } from './rate-limit.ts';

/** What a client reads; of other headers a browser lets it see only `Content-Type`, `Content-Length` and the like. */
const EXPOSED = ['X-Request-Id', 'Location', 'Retry-After', 'WWW-Authenticate', 'ETag', 'Idempotent-Replayed', 'Link', 'Deprecation', 'Sunset', 'Content-Disposition', ...LIMIT_HEADERS].join(', ');

/** Seconds that a browser may remember a preflight's answer. */
const PREFLIGHT_AGE = '600';

/**
 * Lets any page read the answer. Credentials are a header that the page itself must know, never a cookie,
 * so an origin gains nothing by being allowed (Fetch standard, CORS protocol).
 */
export function allowOrigin(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED);
}

/** The headers that answer a preflight for a path with these methods. */
export function preflightHeaders(methods: readonly string[], requested: string | undefined): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': requested ?? 'Authorization, Content-Type',
    'Access-Control-Max-Age': PREFLIGHT_AGE,
  };
}
