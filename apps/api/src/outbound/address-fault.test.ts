import { describe, expect, it } from 'vitest';
import { addressFault } from './address-fault.ts';

describe('addressFault', () => {
  it.each([
    ['1.1.1.1', undefined],
    ['9.255.255.255', undefined],
    ['11.0.0.0', undefined],
    ['172.15.255.255', undefined],
    ['172.32.0.0', undefined],
    ['100.63.255.255', undefined],
    ['100.128.0.0', undefined],
    ['223.255.255.255', undefined],
    ['2606:4700::1111', undefined],
    ['2001:4860:4860::8888', undefined],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['169.254.169.254', 'link-local'],
    ['100.64.0.1', 'shared by a carrier'],
    ['168.63.129.16', "of a cloud's own services"],
    ['fd00:ec2::254', 'unique local'],
    ['::ffff:1.1.1.1', 'IPv4 mapped into IPv6'],
    ['::ffff:101:101', 'IPv4 mapped into IPv6'],
    ['64:ff9b::1.1.1.1', 'IPv4 within IPv6'],
    ['2002:101:101::1', 'IPv4 within IPv6'],
    ['255.255.255.255', 'reserved'],
    ['4000::1', 'reserved'],
    ['fe80::1%eth0', 'no address'],
    ['2606:4700::1111%eth0', 'no address'],
    ['127.1', 'no address'],
    ['0x7f000001', 'no address'],
    ['localhost', 'no address'],
    ['', 'no address'],
  ])('says of %s: %s', (address, want) => {
    expect(addressFault(address)).toBe(want);
  });
});
