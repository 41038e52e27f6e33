import { Resolver } from 'node:dns/promises';
import type { Resolve } from './outbound-policy.ts';

/** Milliseconds before a name server is asked again; the second time it has twice as long. */
const PATIENCE = 2_000;
const TRIES = 2;
const NOTHING_THERE = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * Asks name servers for the addresses of names: IPv4 first, since many machines have no way to IPv6.
 *
 * `dns.lookup` would ask in one of the four threads that files and compression need too, so that a few names whose servers
 * are silent would hold up everything. Nor does this read `/etc/hosts` or try the domains in which this machine searches.
 *
 * @param servers addresses with ports; without them, those of this machine's `resolv.conf`.
 */
export function resolveNames(servers?: readonly string[]): Resolve {
  return async (hostname) => {
    // One for each question, since it keeps the answers that it has got and the servers that it began with.
    const resolver = new Resolver({ timeout: PATIENCE, tries: TRIES });
    if (servers) resolver.setServers(servers);
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;

    const codes = answers.flatMap((answer) => (answer.status === 'rejected' ? codeOf(answer.reason) : []));
    const trouble = codes.find((code) => !NOTHING_THERE.has(code));
    throw new Error(trouble ? `The name ${hostname} could not be resolved (${trouble}).` : `The name ${hostname} has no address.`);
  };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
