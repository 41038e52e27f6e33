import { BlockList, isIPv6 } from 'node:net';
import type { ApiKeyRow } from '../../../src/store/schema.ts';

/** What decides of a stored key what it is good for. */
export type KeyPowers = Pick<ApiKeyRow, 'environment' | 'project_id' | 'scopes' | 'allowed_addresses' | 'expires_at'>;

/** One thing that somebody could do with a key. */
export interface KeyUse {
  environment: KeyPowers['environment'];
  projectId: string;
  scope: string;
  from: string;
  at: Date;
}

/** Whether a key is good for a use, judged without anything of the server's. */
export function allows(key: KeyPowers, { environment, projectId, scope, from, at }: KeyUse): boolean {
  return (
    key.environment === environment &&
    (key.project_id === null || key.project_id === projectId) &&
    key.scopes.includes(scope) &&
    worksFrom(key, from) &&
    (key.expires_at === null || at < key.expires_at)
  );
}

/** Whether a key may be used from an address. */
export function worksFrom({ allowed_addresses: networks }: Pick<KeyPowers, 'allowed_addresses'>, address: string): boolean {
  return networks.length === 0 || networks.some((network) => isInside(network, address));
}

function isInside(network: string, address: string): boolean {
  const [start = '', length] = network.split('/');
  const family = familyOf(start);
  // Node takes an IPv4 address for one of ::/0.
  if (familyOf(address) !== family) return false;

  const list = new BlockList();
  list.addSubnet(start, Number(length ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, family);
}

function familyOf(address: string): 'ipv6' | 'ipv4' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
