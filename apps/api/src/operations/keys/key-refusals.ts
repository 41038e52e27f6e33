import type { Fail, Fault } from '@plumbline/server';
import type { Outcome } from '../../accounts/grant.ts';

/**
 * What is granted.
 *
 * @throws Failure `grant_exceeded` that names everything that goes beyond the key that was used
 */
export function granted<Granted>({ granted: grant, beyond }: Outcome<Granted>, fail: Fail<'grant_exceeded'>): Granted {
  if (grant === undefined) {
    const [first] = beyond;
    throw fail('grant_exceeded', { message: `The key would be able to do more than yours: ${first?.message}`, details: beyond });
  }
  return grant;
}

/**
 * Refuses what the schema cannot.
 *
 * @throws Failure `validation_failed` that names every fault
 */
export function wellFormed(faults: readonly Fault[], fail: Fail<'validation_failed'>): void {
  const [first] = faults;
  if (first) throw fail('validation_failed', { message: `The body cannot be granted: \`${first.pointer}\`: ${first.message}`, details: faults });
}

/** A key that is stronger than the one that was used can neither be changed by it nor give it its secret. */
export const STRONGER = { message: 'This key can do more than yours, which can therefore neither change nor rotate it.' } as const;
