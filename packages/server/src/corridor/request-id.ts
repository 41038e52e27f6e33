import { randomBytes } from 'node:crypto';

const LONGEST_LOGGED = 200;

/** Makes the id of a request: `req_` and 22 characters that hold 128 random bits. */
export function newRequestId(): string {
  return `req_${randomBytes(16).toString('base64url')}`;
}

/**
 * The id that the client sent as `X-Request-Id`, cut to a length that a log can bear.
 * It is written beside ours and never used in its place: anybody can send any.
 */
export function clientRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header.slice(0, LONGEST_LOGGED) : undefined;
}
