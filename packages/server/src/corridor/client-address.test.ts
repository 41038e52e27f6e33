import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const PROXIES = ['10.0.0.1', '10.0.0.2', '2001:db8::1'];

/** The address of a request from a socket, with an `X-Forwarded-For`, where these proxies are trusted. */
function addressOf(remoteAddress: string | undefined, forwarded?: string, trusted = PROXIES) {
  const asked: string[] = [];
  const request = { headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } } as unknown as IncomingMessage; // Nothing else is read.
  const address = clientAddress(request, (proxy) => (asked.push(proxy), trusted.includes(proxy)));
  return { address, asked };
}

describe('clientAddress', () => {
  it.each([
    ['the socket', '203.0.113.7', undefined, '203.0.113.7'],
    ['IPv4 that came as IPv6', '::ffff:203.0.113.7', undefined, '203.0.113.7'],
    ['the same in another spelling', '0:0:0:0:0:FFFF:cb00:7107', undefined, '203.0.113.7'],
    ['the shortest form of IPv6', '2001:0DB8:0:0::00ff', undefined, '2001:db8::ff'],
    ['an address without its zone', 'fe80::1%eth0', undefined, 'fe80::1'],
    ['the socket, whoever it says it is', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['who is behind a proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['who is behind a proxy that came as IPv6', '::ffff:10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['who is behind two proxies', '10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['who is behind a proxy of IPv6', '2001:DB8:0::1', '2001:db8::ff', '2001:db8::ff'],
    ['the last that a trusted proxy has seen, not what was sent to it', '10.0.0.1', '10.0.0.2, 1.2.3.4, 198.51.100.1', '198.51.100.1'],
    ['the first proxy where nobody is behind it', '10.0.0.1', '10.0.0.2', '10.0.0.2'],
    ['a proxy that says nothing', '10.0.0.1', '', '10.0.0.1'],
    ['nobody where a proxy does not say', '10.0.0.1', 'unknown', 'unknown'],
    ['nobody where a proxy says nonsense', '10.0.0.1', '198.51.100.1, 10.0.0.2, <script>', 'unknown'],
    ['nobody where the proxy adds a port', '10.0.0.1', '198.51.100.1:1234', 'unknown'],
    ['nobody where the socket is gone', undefined, undefined, 'unknown'],
  ])('is that of %s', (_, socket, forwarded, want) => {
    expect(addressOf(socket, forwarded).address).toBe(want);
  });

  it('asks of addresses only, in their one spelling, and no further than it believes', () => {
    expect(addressOf('::ffff:10.0.0.1', '1.2.3.4, 198.51.100.1, 10.0.0.2').asked).toEqual(['10.0.0.1', '10.0.0.2', '198.51.100.1']);
    expect(addressOf('10.0.0.1', '1.2.3.4, unknown').asked).toEqual(['10.0.0.1']);
  });
});
