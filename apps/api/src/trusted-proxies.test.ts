import { describe, expect, it } from 'vitest';
import { isTrustedRange, trustsProxy } from './trusted-proxies.ts';

describe('trustsProxy', () => {
  it.each([
    ['nobody, when nothing is listed', [], '127.0.0.1', false],
    ['an address', ['192.0.2.7'], '192.0.2.7', true],
    ['no other address', ['192.0.2.7'], '192.0.2.8', false],
    ['a range', ['10.0.0.0/8'], '10.255.0.1', true],
    ['nothing outside of the range', ['10.0.0.0/8'], '11.0.0.1', false],
    ['an IPv6 range', ['2001:db8::/32'], '2001:db8:1::5', true],
    ['an IPv4 address that comes mapped', ['10.0.0.0/8'], '::ffff:10.1.2.3', true],
    ['one of several', ['192.0.2.7', '2001:db8::/32', 'loopback'], '::1', true],
    ['none of several', ['192.0.2.7', '2001:db8::/32', 'loopback'], '192.0.2.8', false],
    ['loopback', ['loopback'], '127.0.0.53', true],
    ['linklocal', ['linklocal'], 'fe80::1', true],
    ['uniquelocal', ['uniquelocal'], '172.16.4.1', true],
    ['nothing that is not an address', ['10.0.0.0/8', 'loopback'], 'unknown', false],
  ])('trusts %s', (_, ranges, address, want) => {
    expect(trustsProxy(ranges)(address)).toBe(want);
  });
});

describe('isTrustedRange', () => {
  it.each(['192.0.2.7', '10.0.0.0/8', '::1', '2001:db8::/128', 'loopback', 'linklocal', 'uniquelocal'])('takes %s', (text) => {
    expect(isTrustedRange(text)).toBe(true);
    expect(() => trustsProxy([text])).not.toThrow();
  });

  it.each(['10', '0x7f.1', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/0', '::/0', '2001:db8::/129', '10.0.0.0/8/8', '10.0.0.0/+8', 'proxy.example', 'toString', ''])(
    'refuses "%s"',
    (text) => {
      expect(isTrustedRange(text)).toBe(false);
    },
  );
});
