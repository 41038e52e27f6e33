import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { fail } from '../failure.ts';
import { peerAddress } from './client-address.ts';

/** For a year a browser asks over HTTPS only (RFC 6797, 6.1). */
export const STRICT_TRANSPORT = 'max-age=31536000';

/**
 * Refuses what did not come over HTTPS: neither on a TLS connection of ours nor, as a trusted proxy says in
 * `X-Forwarded-Proto`, on one of the proxy's. Where several proxies have spoken, each must have said `https`. There is no
 * redirect: whoever sent a key in the clear should hear of it.
 *
 * @param trusts whether the peer at an address is believed
 * @throws Failure `https_required`
 */
export function checkHttps(request: IncomingMessage, trusts: (address: string) => boolean): void {
  if (request.socket instanceof TLSSocket) return;
  const said = request.headers['x-forwarded-proto'];
  const peer = peerAddress(request);
  const schemes = typeof said === 'string' && isIP(peer) !== 0 && trusts(peer) ? said.split(',') : [];
  if (schemes.length > 0 && schemes.every((scheme) => scheme.trim().toLowerCase() === 'https')) return;
  throw fail('https_required', {
    message: 'This API answers over HTTPS only: send the request to an https:// URL. A key that was sent without it may have been read on its way; rotate it.',
  });
}
