import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** An IPv4 address as IPv6 writes it (RFC 4291, 2.5.5.2), in the spelling of `canonical`. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** What stands for an address that a proxy could not tell (RFC 7239, 6.2). */
const UNKNOWN = 'unknown';

/**
 * Finds out which address a request comes from: the socket's, or what `X-Forwarded-For` says, read from its end for
 * as long as the one who said it is trusted. It is one spelling of an IP address, or `unknown`, which no list of
 * allowed addresses holds.
 */
export function clientAddress(request: IncomingMessage, trusts: (address: string) => boolean): string {
  return canonical(proxyAddr(request, (address) => isIP(address) !== 0 && trusts(canonical(address))));
}

/** The address of the one who is connected, in the same spelling. */
export function peerAddress({ socket }: IncomingMessage): string {
  return canonical(socket.remoteAddress);
}

/** One spelling for each address: lower case, shortest form (RFC 5952), no zone, IPv4 as IPv4. */
function canonical(address: string | undefined): string {
  const [plain = ''] = (address ?? '').split('%');
  const family = isIP(plain);
  if (family !== 6) return family === 4 ? plain : UNKNOWN;
  const short = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  return [high, low].flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 0xff]).join('.');
}
