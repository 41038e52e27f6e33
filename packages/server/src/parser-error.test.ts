import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { contract } from '../test/notes/index.gen.ts';
import { answerParserError, type ParserError } from './parser-error.ts';

/** What is done to the socket of a request that the parser refused. */
function answer(error: Partial<ParserError>, socket: { writable: boolean; writableEnded?: boolean } = { writable: true }) {
  const done: string[] = [];
  const recording = { ...socket, end: (text: string) => done.push(text), once: () => {}, destroy: () => done.push('destroyed') } as unknown as Socket; // Nothing else is touched.
  answerParserError(Object.assign(new Error('refused'), error), recording, contract.errors, (code) => `https://docs/${code}`);
  return done;
}

const overflow = (packet: string, bytesParsed = packet.length) => ({ code: 'HPE_HEADER_OVERFLOW', rawPacket: Buffer.from(packet), bytesParsed });

describe('answerParserError', () => {
  it('writes a whole answer and closes', () => {
    const [text = ''] = answer({ code: 'HPE_INVALID_METHOD' });
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toContain('\r\nContent-Type: application/json');
    expect(head).toContain('\r\nConnection: close');
    expect(head).toContain(`\r\nContent-Length: ${Buffer.byteLength(body)}`);
    const requestId = /X-Request-Id: (\S+)/.exec(head)?.[1];
    expect(JSON.parse(body)).toEqual({
      error: { code: 'malformed_request', message: 'Malformed request.', request_id: requestId, doc_url: 'https://docs/malformed_request' },
    });
  });

  it.each([
    ['a timeout', { code: 'ERR_HTTP_REQUEST_TIMEOUT' }, 'HTTP/1.1 408 Request Timeout'],
    ['anything else', { code: 'HPE_INVALID_CHUNK_SIZE' }, 'HTTP/1.1 400 Bad Request'],
    ['an error without a code', {}, 'HTTP/1.1 400 Bad Request'],
    ['a first line without an end', overflow(`GET /${'a'.repeat(100)}`), 'HTTP/1.1 414 URI Too Long'],
    ['the middle of a URL', overflow('aaaa'), 'HTTP/1.1 414 URI Too Long'],
    ['a URL with headers behind it', overflow('GET /aaaa HTTP/1.1\r\nHost: x\r\n', 9), 'HTTP/1.1 414 URI Too Long'],
    ['headers', overflow('GET / HTTP/1.1\r\nX: aaaa'), 'HTTP/1.1 431 Request Header Fields Too Large'],
    ['an overflow without its packet', { code: 'HPE_HEADER_OVERFLOW' }, 'HTTP/1.1 414 URI Too Long'],
  ])('answers %s', (_, error, want) => {
    expect(answer(error)[0]).toContain(`${want}\r\n`);
  });

  it('cuts a connection that was reset or cannot be written to', () => {
    expect(answer({ code: 'ECONNRESET' })).toEqual(['destroyed']);
    expect(answer({ code: 'HPE_INVALID_METHOD' }, { writable: false })).toEqual(['destroyed']);
  });

  it('waits for the client to close for a while only', () => {
    vi.useFakeTimers();
    const done = answer({ code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    vi.advanceTimersByTime(1_999);
    expect(done).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(done.at(-1)).toBe('destroyed');
    vi.useRealTimers();
  });

  it('reads on behind its answer until the client has sent everything, or takes too long', () => {
    const answered = { writable: false, writableEnded: true };
    expect(answer(overflow('aaaa'), answered)).toEqual([]);
    expect(answer({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, answered)).toEqual(['destroyed']);
    expect(answer({ code: 'ECONNRESET' }, answered)).toEqual(['destroyed']);
  });
});
