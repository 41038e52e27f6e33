import { randomBytes } from 'node:crypto';

const LONGEST_LOGGED = 200;
const OCTETS = 16;

/** Drawn for 256 ids at once, because each draw costs more than the rest of an id. */
let pool = Buffer.alloc(0);
let used = 0;

/** Makes the id of a request: `req_` and 22 characters that hold 128 random bits. */
export function newRequestId(): string {
  if (used === pool.length) {
    pool = randomBytes(256 * OCTETS);
    used = 0;
  }
  used += OCTETS;
  return `req_${pool.toString('base64url', used - OCTETS, used)}`;
}

/**
 * The id that the client sent as `X-Request-Id`, cut to a length that a log can bear.
 * It is written beside ours and never used in its place: anybody can send any.
 */
export function clientRequestId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header.slice(0, LONGEST_LOGGED) : undefined;
}
