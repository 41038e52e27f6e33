import { describe, expect, it } from 'vitest';
import { readNetwork } from './read-network.ts';

describe('readNetwork', () => {
  it.each([
    ['an IPv4 address alone', '192.0.2.7', '192.0.2.7/32'],
    ['an IPv4 network', '192.0.2.0/24', '192.0.2.0/24'],
    ['all of IPv4', '0.0.0.0/0', '0.0.0.0/0'],
    ['the last address of IPv4', '255.255.255.255', '255.255.255.255/32'],
    ['a length within an octet', '10.128.0.0/9', '10.128.0.0/9'],
    ['an IPv6 address alone', '2001:db8::1', '2001:db8::1/128'],
    ['IPv6 in full and in capitals', '2001:0DB8:0000:0000:0000:0000:0000:0000/32', '2001:db8::/32'],
    ['the longest run of zeros', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1/128'],
    ['one zero alone, which is not shortened', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1/128'],
    ['all of IPv6', '::/0', '::/0'],
    ['the last address of IPv6', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'],
    ['IPv6 that is compatible with IPv4 and not mapped', '::192.0.2.33', '::c000:221/128'],
    ['IPv6 that ends like IPv4 and is not mapped', '64:ff9b::192.0.2.33', '64:ff9b::c000:221/128'],
  ])('reads %s: %s', (_, text, canonical) => {
    const { network } = readNetwork(text);

    expect(network?.text).toBe(canonical);
    expect(readNetwork(canonical)).toEqual({ network });
  });

  it.each([
    ['nothing', '', 'write an address or a network'],
    ['a name', 'localhost', 'write an address or a network'],
    ['a space in front', ' 192.0.2.7', 'write an address or a network'],
    ['a line break behind', '192.0.2.7\n', 'write an address or a network'],
    ['a NUL', '192.0.2.7\0', 'write an address or a network'],
    ['a port', '192.0.2.7:80', 'write an address or a network'],
    ['a wildcard', '192.0.2.*', 'write an address or a network'],
    ['a range', '192.0.2.1-192.0.2.9', 'write an address or a network'],
    ['three numbers', '192.0.2', 'write an address or a network'],
    ['one number', '3221225991', 'write an address or a network'],
    ['octal', '0300.0.02.07', 'without leading zeros'],
    ['a leading zero', '192.0.2.07', 'without leading zeros'],
    ['hexadecimal', '0xc0.0.2.7', 'write an address or a network'],
    ['a number too high', '192.0.2.256', 'write an address or a network'],
    ['brackets', '[2001:db8::1]', 'write an address or a network'],
    ['two gaps', '2001::db8::1', 'write an address or a network'],
    ['five digits', '2001:0db80::1', 'write an address or a network'],
    ['digits that are no ASCII', '１９２.0.2.7', 'write an address or a network'],
    ['a zone id', 'fe80::1%eth0', 'leave the zone id out'],
    ['a zone id in a network', 'fe80::%eth0/64', 'leave the zone id out'],
    ['no length', '192.0.2.0/', 'a number from 0 to 32'],
    ['a length too long for IPv4', '192.0.2.0/33', 'a number from 0 to 32'],
    ['a length too long for IPv6', '2001:db8::/129', 'a number from 0 to 128'],
    ['a length with a leading zero', '192.0.2.0/024', 'a number from 0 to 32'],
    ['a negative length', '192.0.2.0/-1', 'a number from 0 to 32'],
    ['a length with a sign', '192.0.2.0/+24', 'a number from 0 to 32'],
    ['a mask', '192.0.2.0/255.255.255.0', 'a number from 0 to 32'],
    ['two lengths', '192.0.2.0/24/24', 'a number from 0 to 32'],
    ['bits behind the length', '192.0.2.7/24', 'bits are set behind its first 24: write 192.0.2.0/24'],
    ['one bit behind the length', '2001:db8::1/127', 'bits are set behind its first 127: write 2001:db8::/127'],
    ['a mapped address', '::ffff:192.0.2.7', 'it is IPv4 written as IPv6: write 192.0.2.7/32'],
    ['a mapped address in hexadecimal', '::ffff:c000:207', 'it is IPv4 written as IPv6: write 192.0.2.7/32'],
    ['a mapped network', '::ffff:192.0.2.0/120', 'it is IPv4 written as IPv6: write 192.0.2.0/24'],
    ['all mapped addresses', '::ffff:0:0/96', 'it is IPv4 written as IPv6: write 0.0.0.0/0'],
    ['a very long text', `${'0'.repeat(100_000)}`, 'write an address or a network'],
  ])('refuses %s', (_, text, reason) => {
    expect(readNetwork(text)).toEqual({ network: undefined, reason: expect.stringContaining(reason) });
  });
});
