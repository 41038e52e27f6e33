import { isIP } from 'node:net';
import proxyaddr from 'proxy-addr';

const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** Whether this can stand in the list of trusted proxies: an address, a CIDR range, or the name of a range. */
export function isTrustedRange(text: string): boolean {
  if (NAMES.has(text)) return true;

  // proxy-addr reads `10` as 0.0.0.10, which nobody means.
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || rest.length > 0) return false;

  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits);
}

/**
 * Whether an address is that of a proxy whose `X-Forwarded-For` is believed. An IPv4 address counts the same when it
 * comes mapped into IPv6, as it does on a socket that takes both.
 *
 * @param ranges as `isTrustedRange` accepts them; none means that nobody is believed.
 */
export function trustsProxy(ranges: readonly string[]): (address: string) => boolean {
  const trusts = proxyaddr.compile([...ranges]);

  return (address) => trusts(address, 0);
}
