import * as fc from 'fast-check';
import { BlockList, isIP } from 'node:net';
import { expect, it } from 'vitest';
import { addressFault } from './address-fault.ts';

// As they stand in IANA's registries of special-purpose addresses (IPv4 2024-08, IPv6 2024-10), written down and matched
// without what the guard uses; then what is no unicast, and Azure's host.
const SPECIAL_4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 ' +
  '192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32 224.0.0.0/4 168.63.129.16/32';
const SPECIAL_6 =
  '::1/128 ::/128 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 ' +
  '2001:20::/28 2001:30::/28 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 ::/3 4000::/2 8000::/1';

const RANGES = [...SPECIAL_4.split(' '), ...SPECIAL_6.split(' ')].map((text) => {
  const [network = '', length = ''] = text.split('/');
  return { network, length: Number(length), width: isIP(network) === 4 ? 32 : 128 };
});

// One for each family: an IPv4 address lies, for a BlockList, also in the IPv6 ranges into which it is mapped.
const oracles = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const { network, length, width } of RANGES) oracles[familyOf(width)].addSubnet(network, length, familyOf(width));

/** Addresses at and around the ends of the ranges, within them, and anywhere. */
const addresses = fc.oneof(
  fc.record({ range: fc.constantFrom(...RANGES), end: fc.constantFrom('first', 'last', 'within'), by: fc.integer({ min: -2, max: 2 }), bits: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }) }).map(
    ({ range: { network, length, width }, end, by, bits }) => {
      const size = BigInt(width - length);
      const first = bitsOf(network, width);
      const inside = { first: 0n, last: (1n << size) - 1n, within: BigInt.asUintN(Number(size), bits) }[end] ?? 0n;

      return { width, bits: BigInt.asUintN(width, first + inside + BigInt(by)) };
    },
  ),
  fc.record({ width: fc.constantFrom(32, 128), bits: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }) }),
  // Half of what is above is not 2000::/3.
  fc.bigInt({ min: 2n ** 125n, max: 2n ** 126n - 1n }).map((bits) => ({ width: 128, bits })),
);

it('takes for public what Node’s own BlockList does', () => {
  const seen = { public: 0, special: 0 };
  fc.assert(
    fc.property(addresses, ({ width, bits }) => {
      const text = textOf(BigInt.asUintN(width, bits), width);
      const isSpecial = oracles[familyOf(width)].check(text, familyOf(width));
      seen[isSpecial ? 'special' : 'public'] += 1;

      expect({ text, isRefused: addressFault(text) !== undefined }).toEqual({ text, isRefused: isSpecial });
    }),
    { numRuns: 20_000 },
  );

  expect(Math.min(seen.public, seen.special)).toBeGreaterThan(4_000);
});

it('takes no IPv4 address for public that comes within IPv6', () => {
  const prefixes = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', '2002:'];
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom(...prefixes), (address, prefix) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
      const text = prefix === '2002:' ? `2002:${groups}::1` : `${prefix}${groups}`;

      expect({ text, fault: addressFault(text) }).toEqual({ text, fault: expect.any(String) });
    }),
    { numRuns: 5_000 },
  );
});

function familyOf(width: number): 'ipv4' | 'ipv6' {
  return width === 32 ? 'ipv4' : 'ipv6';
}

function bitsOf(address: string, width: number): bigint {
  if (width === 32) return address.split('.').reduce((bits, octet) => (bits << 8n) + BigInt(octet), 0n);

  const [before = '', after = ''] = address.split('::').map((part) => part.split(':').filter(Boolean).map((group) => group.padStart(4, '0')).join(''));
  return BigInt(`0x${before.padEnd(32 - after.length, '0')}${after}`);
}

function textOf(bits: bigint, width: number): string {
  const hex = bits.toString(16).padStart(width / 4, '0');

  return width === 32 ? [...Buffer.from(hex, 'hex')].join('.') : (hex.match(/.{4}/g) ?? []).join(':');
}
