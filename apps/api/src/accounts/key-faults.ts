import type { Fault } from '@plumbline/server';
import type { WantedChange } from './grant.ts';
import { readNetwork } from './read-network.ts';

/** What is wrong with a wanted key that no schema can say: the details of a 422 `validation_failed`. */
export function keyFaults({ allowed_addresses = [], expires_at }: WantedChange, now: Date): Fault[] {
  const addresses = allowed_addresses.flatMap((text, at) => {
    const read = readNetwork(text);

    return read.network ? [] : [fault(`/allowed_addresses/${at}`, 'network', `It is no address or network: ${read.reason}.`)];
  });
  // A leap second is a date-time of RFC 3339 and no moment of JavaScript.
  const isToCome = expires_at === undefined || expires_at === null || new Date(expires_at) > now;

  return isToCome ? addresses : [...addresses, fault('/expires_at', 'future', 'It has to be a moment that is still to come.')];
}

function fault(pointer: string, code: string, message: string): Fault {
  return { in: 'body', pointer, code, message };
}
