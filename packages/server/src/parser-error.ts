import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { CatalogueEntry, KitCode } from './contract.ts';
import { newRequestId } from './corridor/request-id.ts';
import { errorAnswer } from './error-answer.ts';
import { fail } from './failure.ts';

/** Answers what Node's HTTP parser refused, where there is no response object, and closes the connection. */
export function answerParserError(
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Socket,
  errors: Readonly<Record<string, CatalogueEntry>>,
  docUrl: (code: string) => string,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = newRequestId();
  const { status, headers, octets } = errorAnswer(fail(codeOf(error)), errors, requestId, docUrl, {
    'X-Request-Id': requestId,
    'Access-Control-Allow-Origin': '*',
    Connection: 'close',
  });
  const head = Object.entries({ ...headers, 'Content-Length': String(octets?.length ?? 0) }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('\r\n')}\r\n\r\n${octets?.toString('utf8') ?? ''}`);
}

function codeOf({ code, rawPacket }: NodeJS.ErrnoException & { rawPacket?: Buffer }): KitCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  if (code !== 'HPE_HEADER_OVERFLOW') return 'malformed_request';
  // A packet that is still in its first line is all URL.
  return rawPacket?.includes('\r\n') ? 'headers_too_large' : 'uri_too_long';
}
