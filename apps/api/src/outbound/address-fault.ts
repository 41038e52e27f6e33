import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * What no call may go to, by what it is called: IANA's registries of special-purpose addresses (RFC 6890), also where
 * they call a range reachable, and what carries an IPv4 address within an IPv6 one. The first that fits names the address.
 */
const NOT_PUBLIC = networks({
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  'shared by a carrier': ['100.64.0.0/10'],
  unspecified: ['0.0.0.0/8', '::/128'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  documentation: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  benchmarking: ['198.18.0.0/15', '2001:2::/48'],
  'unique local': ['fc00::/7'],
  'IPv4 mapped into IPv6': ['::ffff:0:0/96'],
  'IPv4 within IPv6': ['::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16', '192.88.99.0/24'],
  'for a special purpose': ['192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24', '2620:4f:8000::/48'],
  reserved: ['192.0.0.0/24', '240.0.0.0/4', '2001::/23'],
  // Azure's host answers every virtual machine there, on an address that looks like any other.
  "of a cloud's own services": ['168.63.129.16/32'],
});

/**
 * Why no call may go to an address.
 *
 * @returns what it is instead of public, such as `private`; undefined for a public address.
 */
export function addressFault(text: string): string | undefined {
  // A zone leads to one link of this machine, whatever the address is.
  if (isIP(text) === 0 || text.includes('%')) return 'no address';

  const address = ipaddr.parse(text);
  const kind = ipaddr.subnetMatch(address, NOT_PUBLIC, 'public');
  if (kind !== 'public') return kind;

  // The rest of IPv6 is not given to anybody yet.
  return address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST) ? 'reserved' : undefined;
}

function networks(texts: Record<string, readonly string[]>) {
  return Object.fromEntries(Object.entries(texts).map(([kind, list]) => [kind, list.map((text) => ipaddr.parseCIDR(text))]));
}
