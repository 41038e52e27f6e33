import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { checkHttps } from './https.ts';

/** What becomes of a request from a peer, with an `X-Forwarded-Proto`, where 10.0.0.1 is trusted. */
function judged(remoteAddress: string | undefined, said?: string): string {
  const request = { headers: { 'x-forwarded-proto': said }, socket: { remoteAddress } } as unknown as IncomingMessage; // Nothing else is read.
  try {
    checkHttps(request, (address) => address === '10.0.0.1');
    return 'let through';
  } catch (error) {
    return error instanceof Failure && Object.keys(error.headers).length === 0 ? error.code : String(error);
  }
}

describe('checkHttps', () => {
  it.each([
    ['what a trusted proxy says came over HTTPS', '10.0.0.1', 'https', 'let through'],
    ['the same, whatever the case', '10.0.0.1', ' HTTPS ', 'let through'],
    ['the same, where the peer is written as IPv6', '::ffff:10.0.0.1', 'https', 'let through'],
    ['what two proxies say so of', '10.0.0.1', 'https, https', 'let through'],
    ['plain HTTP', '10.0.0.1', 'http', 'https_required'],
    ['what the proxy says nothing of', '10.0.0.1', undefined, 'https_required'],
    ['what the proxy says an empty word of', '10.0.0.1', '', 'https_required'],
    ['plain HTTP in front of HTTPS', '10.0.0.1', 'http, https', 'https_required'],
    ['HTTPS in front of plain HTTP', '10.0.0.1', 'https, http', 'https_required'],
    ['another word', '10.0.0.1', 'httpsx', 'https_required'],
    ['what somebody else says came over HTTPS', '10.0.0.2', 'https', 'https_required'],
    ['what comes from nowhere any more', undefined, 'https', 'https_required'],
  ])('judges %s', (_, peer, said, want) => {
    expect(judged(peer, said)).toBe(want);
  });

  it('needs no word on a connection that is TLS itself', () => {
    const request = { headers: {}, socket: new TLSSocket(new Socket()) } as unknown as IncomingMessage; // As above.
    expect(() => checkHttps(request, () => false)).not.toThrow();
  });
});
