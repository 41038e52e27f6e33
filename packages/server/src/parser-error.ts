import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { CatalogueEntry, KitCode } from './contract.ts';
import { newRequestId } from './corridor/request-id.ts';
import { errorAnswer } from './error-answer.ts';
import { fail } from './failure.ts';

/** What Node tells of a request that its parser refused. */
export type ParserError = NodeJS.ErrnoException & { rawPacket?: Buffer; bytesParsed?: number };

/** Milliseconds in which a client may end what it is sending before it reads the answer (RFC 9112, 9.6). */
const LINGER = 2_000;

/** Answers what Node's HTTP parser refused, where there is no response object, and closes the connection. */
export function answerParserError(
  error: ParserError,
  socket: Socket,
  errors: Readonly<Record<string, CatalogueEntry>>,
  docUrl: (code: string) => string,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    // What is still being sent is read to its end: a connection that is cut before loses the answer.
    if (!socket.writableEnded || !error.code?.startsWith('HPE_')) socket.destroy();
    return;
  }
  const requestId = newRequestId();
  const { status, headers, body = '' } = errorAnswer(fail(codeOf(error)), errors, requestId, docUrl, {
    'X-Request-Id': requestId,
    'Access-Control-Allow-Origin': '*',
    Connection: 'close',
  });
  const head = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
  const cut = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(cut));
}

function codeOf({ code, rawPacket, bytesParsed }: ParserError): KitCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  if (code !== 'HPE_HEADER_OVERFLOW') return 'malformed_request';
  // Only the last packet is at hand; where no line has ended in it, it is taken for a URL.
  return rawPacket?.subarray(0, bytesParsed).includes('\r\n') ? 'headers_too_large' : 'uri_too_long';
}
