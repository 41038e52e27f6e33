import { fail, type Failure } from '../failure.ts';
import type { Limiter, Window } from '../seams.ts';
import { inSeconds, refusingWindow } from './rate-limit.ts';

/**
 * Counts a failed authentication by the address that it came from. A credential that is right is never refused for
 * what others did at its address: only who fails is told to wait.
 *
 * @param policy and its windows, as the contract's security scheme names it in `x-failure-limit`
 * @param failure what the caller is told while there are attempts left
 * @returns that, or `too_many_failed_attempts` with `Retry-After`
 */
export async function limitFailures(address: string, policy: string, windows: readonly Window[], limiter: Limiter, failure: Failure): Promise<Failure> {
  const verdict = await limiter.consume(`address ${networkOf(address)}`, 1, policy, windows);
  const refusing = refusingWindow({ policy, windows, cost: 1 }, verdict);
  if (!refusing) return failure;
  return fail('too_many_failed_attempts', {
    message: `Too many credentials from this address were not valid. Try again in ${inSeconds(refusing.wait)}.`,
    headers: { 'Retry-After': String(refusing.wait) },
  });
}

/** Whose addresses are counted together: an IPv6 host has a whole /64 to choose from (RFC 4291, 2.5.4). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', behind = ''] = address.split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = behind.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: address.includes('::') ? 8 - head.length - tail.length : 0 }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
