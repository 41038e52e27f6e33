import { isIP } from 'node:net';
import { addressFault } from './address-fault.ts';
import type { OutboundPolicy } from './outbound-policy.ts';

const USUAL_PORTS = [443, 80];

/**
 * What is wrong with a URL by its text alone, in one sentence for whoever wrote it. Hosts are judged as the WHATWG URL
 * standard reads them, so that an address in octal, in hexadecimal or in fewer than four numbers is the address it stands for.
 *
 * @returns undefined when it may be tried. Where its name leads is only known when it is called.
 */
export function urlFault(text: string, policy: OutboundPolicy): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'It is no URL.';
  if (url.username || url.password) return 'There must be no user name and no password in it.';

  const host = hostOf(url);
  if (url.protocol === 'http:' && isLoopback(host)) {
    return policy.allowLoopback ? undefined : 'It leads to this machine itself. For development, WEBHOOK_ALLOW_LOOPBACK=true allows that.';
  }
  if (url.protocol !== 'https:') return 'It has to begin with https://.';
  if (host.endsWith('.')) return 'The host must not end with a dot.';

  return hostFault(host) ?? portFault(url, policy);
}

/** Whether a host is this machine, by its text: 127.0.0.0/8, ::1, and `localhost` and all names below it (RFC 6761, section 6.3). */
export function isLoopback(host: string): boolean {
  return isIP(host) === 0 ? isLocalName(host) : addressFault(host) === 'loopback';
}

function hostFault(host: string): string | undefined {
  if (isLocalName(host)) return 'It leads to this machine itself.';
  if (isIP(host) === 0) return undefined;

  const fault = addressFault(host);
  return fault && `The address ${host} is not public (${fault}).`;
}

function portFault({ port }: URL, { extraPorts }: OutboundPolicy): string | undefined {
  const allowed = [...USUAL_PORTS, ...extraPorts];

  return port === '' || allowed.includes(Number(port)) ? undefined : `Port ${port} is not allowed; ${allowed.join(', ')} are.`;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function isLocalName(host: string): boolean {
  return /(?:^|\.)localhost$/.test(host);
}
