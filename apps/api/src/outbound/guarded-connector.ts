import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { buildConnector } from 'undici';
import { addressFault } from './address-fault.ts';
import { RefusedError } from './outbound-policy.ts';
import type { OutboundPolicy, Resolve } from './outbound-policy.ts';
import { resolveNames } from './resolve-names.ts';
import { isLoopback, urlFault } from './url-fault.ts';

/** Milliseconds for a name, a connection and TLS together. */
const CONNECT_TIMEOUT = 10_000;
/** Milliseconds before the next address of a name is tried; Node's 250 would give up on the other side of the world. */
const NEXT_ADDRESS_AFTER = 1_000;
const THIS_MACHINE: LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Opens connections, and only to where the policy allows. It is checked whenever one is opened, and the addresses that were
 * checked are the ones that are dialled: a name that changes its addresses is checked anew, and an open connection goes on
 * to the address it was opened to.
 */
export function guardedConnector(policy: OutboundPolicy): buildConnector.connector {
  const dial = buildConnector({
    lookup: checkedLookup(policy.resolve ?? resolveNames()),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER,
    timeout: CONNECT_TIMEOUT,
    // In so many words, since NODE_TLS_REJECT_UNAUTHORIZED=0 would else turn it off.
    rejectUnauthorized: true,
    // A session that is resumed is not checked again.
    maxCachedSessions: 0,
    allowH2: false,
  });

  return (options, callback) => {
    // Node looks up no address that is written in the URL.
    const fault = urlFault(`${options.protocol}//${options.host}`, policy);
    if (fault) return callback(new RefusedError(fault), null);

    // With the socket that comes back, undici ends a connection that nobody waits for any more.
    return dial(options, callback);
  };
}

function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, _options, callback) => {
    checkedAddresses(hostname, resolve).then(
      (addresses) => callback(null, addresses),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), []),
    );
  };
}

async function checkedAddresses(hostname: string, resolve: Resolve): Promise<LookupAddress[]> {
  // No name server is asked for it (RFC 6761, section 6.3), and the connector lets it through only where it is allowed.
  if (isLoopback(hostname)) return THIS_MACHINE;

  const addresses = await resolve(hostname);
  // Which one it is, is nobody's business: it would show what names mean inside.
  if (addresses.some((address) => addressFault(address))) throw new RefusedError(`The name ${hostname} leads to an address that is not public.`);

  return addresses.map((address) => ({ address, family: isIP(address) }));
}
