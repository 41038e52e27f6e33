import type { ApiError } from './api-error.ts';
import type { PlumblineError } from './plumbline-error.ts';

/**
 * Whether a request may be sent again after this error. Where nobody knows if it was carried out, only when carrying it
 * out twice is the same as once (RFC 9110, 9.2.2); where the server says that it was not, always: 408, 429, 503, and any
 * other error of the moment that is not a fault of the server's.
 */
export function mayRepeat(error: unknown, isIdempotent: boolean): error is PlumblineError {
  const { retryable = false, status = 500 } = Object(error) as Partial<ApiError>; // Whatever it is, it is only read.
  return retryable && (isIdempotent || status < 500 || status === 503);
}

/**
 * How long to wait before a request is sent again, in milliseconds: anywhere between nothing and a bound (full jitter,
 * so that callers who failed together do not come back together), on top of what `Retry-After` asks for. The bound is
 * half a second behind the first attempt, doubles with each, and stays below eight.
 *
 * @param attempt the one that failed, from 1
 */
export function retryDelay(attempt: number, error: PlumblineError): number {
  return Math.round(readRetryAfter((error as Partial<ApiError>).headers) + Math.random() * Math.min(8000, 250 * 2 ** attempt));
}

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or a date, which is held against the server's own clock where the
 * answer tells it.
 *
 * @returns milliseconds from now; 0 when there is none
 */
export function readRetryAfter(headers?: Headers): number {
  const value = headers?.get('Retry-After') ?? '';
  const wait = Number(value) * 1000 || Date.parse(value) - (Date.parse(headers?.get('Date') ?? '') || Date.now());
  return Math.max(0, wait) || 0;
}
