import type { IncomingMessage } from 'node:http';
import { fail } from '../failure.ts';

/** Octets of the path and query together. */
export const LONGEST_URL = 8 * 1024;
/** Octets of all header names and values together. */
export const LARGEST_HEADERS = 16 * 1024;

/**
 * Refuses what is too large or ambiguous before anything looks at it.
 *
 * @throws Failure `uri_too_long` (RFC 9110, 15.5.15), `headers_too_large` (RFC 6585, 5), `malformed_request`
 *   where `Host` is missing or repeated (RFC 9112, 3.2), or `expectation_failed` (RFC 9110, 10.1.1)
 */
export function checkFirst(request: IncomingMessage): void {
  if ((request.url ?? '').length > LONGEST_URL) throw fail('uri_too_long');

  let size = 0;
  let hosts = 0;
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    size += name.length + (rawHeaders[index + 1] ?? '').length + 4; // The colon, the space and the line's end.
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (size > LARGEST_HEADERS) throw fail('headers_too_large');
  if (hosts > 1) throw fail('malformed_request', { message: 'The request has more than one `Host` header.' });
  if (hosts === 0 && request.httpVersion === '1.1') {
    throw fail('malformed_request', { message: 'The request has no `Host` header.' });
  }
  if ((request.headers.expect ?? '100-continue').toLowerCase() !== '100-continue') throw fail('expectation_failed');
}
