import { BlockList } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, contains, covers } from './addresses.ts';
import { readNetwork } from './read-network.ts';

describe('contains', () => {
  it.each([
    ['the first address', ['192.0.2.0/24'], '192.0.2.0', true],
    ['the last address', ['192.0.2.0/24'], '192.0.2.255', true],
    ['the one before', ['192.0.2.0/24'], '192.0.1.255', false],
    ['the one behind', ['192.0.2.0/24'], '192.0.3.0', false],
    ['an address alone', ['192.0.2.7/32'], '192.0.2.7', true],
    ['its neighbour', ['192.0.2.7/32'], '192.0.2.6', false],
    ['the second of two', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8:ffff::1', true],
    ['an IPv4 peer of an IPv6 socket', ['192.0.2.0/24'], '::ffff:192.0.2.7', true],
    ['the same in hexadecimal', ['192.0.2.0/24'], '::FFFF:c000:207', true],
    ['an IPv4 peer in all of IPv6', ['::/0'], '192.0.2.7', false],
    ['a mapped peer in all of IPv6', ['::/0'], '::ffff:192.0.2.7', false],
    ['an IPv6 peer in all of IPv4', ['0.0.0.0/0'], '2001:db8::1', false],
    ['a compatible address, which is IPv6', ['192.0.2.0/24'], '::192.0.2.7', false],
    ['a peer with a zone', ['fe80::/10'], 'fe80::1%eth0', true],
    ['a zone that is an address', ['192.0.2.0/24'], 'fe80::1%192.0.2.7', false],
    ['nothing', ['0.0.0.0/0', '::/0'], '', false],
    ['what is no address', ['0.0.0.0/0', '::/0'], 'unknown', false],
    ['an address in octal', ['0.0.0.0/0'], '0300.0.2.7', false],
    ['two addresses', ['0.0.0.0/0'], '192.0.2.7, 192.0.2.8', false],
    ['no networks', [], '192.0.2.7', false],
    ['what is no network', ['rubbish', '192.0.2.7/24'], '192.0.2.7', false],
  ])('%s', (_, networks, address, want) => {
    expect(contains(networks, address)).toBe(want);
  });

  it("agrees with Node's own list of addresses", () => {
    fc.assert(
      fc.property(anyNetwork, anyAddress, (network, address) => {
        const { text, width, length } = network;
        const list = new BlockList();
        list.addSubnet(text.split('/')[0] ?? '', length, width === 32 ? 'ipv4' : 'ipv6');
        const isIPv6 = address.includes(':');

        expect(contains([text], address)).toBe(isIPv6 === (width === 128) && list.check(address, isIPv6 ? 'ipv6' : 'ipv4'));
      }),
    );
  });
});

describe('covers', () => {
  it.each([
    ['itself', ['192.0.2.0/24'], '192.0.2.0/24', true],
    ['a part', ['192.0.2.0/24'], '192.0.2.128/25', true],
    ['an address', ['192.0.2.0/24'], '192.0.2.7', true],
    ['something larger', ['192.0.2.0/24'], '192.0.2.0/23', false],
    ['everything, by a half', ['0.0.0.0/1'], '0.0.0.0/0', false],
    ['everything, by two halves', ['0.0.0.0/1', '128.0.0.0/1'], '0.0.0.0/0', true],
    ['a whole, by three parts', ['10.0.0.0/25', '10.0.0.128/26', '10.0.0.192/26'], '10.0.0.0/24', true],
    ['a whole, by all but one address', ['10.0.0.2/31', '10.0.0.0/32'], '10.0.0.0/30', false],
    ['IPv6 by two halves', ['2001:db8::/33', '2001:db8:8000::/33'], '2001:db8::/32', true],
    ['the other family', ['0.0.0.0/0'], '::/0', false],
    ['the other family, the other way round', ['::/0'], '0.0.0.0/0', false],
    ['by nothing', [], '192.0.2.7', false],
    ['what is no network', ['0.0.0.0/0', '::/0'], 'everywhere', false],
  ])('%s', (_, networks, network, want) => {
    expect(covers(networks, network)).toBe(want);
  });

  it('is right about every set of small networks', () => {
    fc.assert(
      fc.property(fc.array(smallNetwork, { maxLength: 8 }), smallNetwork, (networks, wanted) => {
        const isEach = SMALL.every((address) => !contains([wanted], address) || contains(networks, address));

        expect(covers(networks, wanted)).toBe(isEach);
      }),
    );
  });

  it('ends for many networks that almost cover one', () => {
    const networks = Array.from({ length: 1_000 }, (_, at) => `2001:db8::${(at * 2).toString(16)}`);

    expect(covers(networks, '::/0')).toBe(false); // Trying every union of them would not end within a test's time.
  });
});

describe('canonical', () => {
  it('writes each network once', () => {
    expect(canonical(['2001:DB8::/32', '192.0.2.7', '2001:0db8::/32', '192.0.2.7/32'])).toEqual(['2001:db8::/32', '192.0.2.7/32']);
  });

  it('never leaves out what it cannot read, since none means everywhere', () => {
    expect(() => canonical(['nowhere'])).toThrow('"nowhere" is no network');
  });
});

// Sixteen addresses are few enough to ask of each one.
const SMALL = Array.from({ length: 16 }, (_, last) => `10.0.0.${last}`);
const smallNetwork = fc.integer({ min: 28, max: 32 }).chain((length) => {
  const size = 2 ** (32 - length);
  return fc.integer({ min: 0, max: 16 / size - 1 }).map((at) => `10.0.0.${at * size}/${length}`);
});

// IPv4 that is mapped is IPv4 to us and both to Node.
const anyAddress = fc.oneof(fc.ipV4(), fc.ipV6().filter((text) => !text.startsWith('::ffff:')));
const anyNetwork = fc.tuple(anyAddress, fc.integer({ min: 0, max: 128 })).map(([address, bits]) => {
  const { network } = readNetwork(address);
  if (!network) throw new Error(`${address} is no address`);
  const length = Math.min(bits, network.width);
  const text = `${address}/${length}`;
  const read = readNetwork(text);
  if (read.network) return read.network;

  // The reason says what it would have to be.
  const { network: cut } = readNetwork(/write (\S+)$/.exec(read.reason)?.[1] ?? '');
  if (!cut) throw new Error(`${text}: ${read.reason}`);
  return cut;
});
