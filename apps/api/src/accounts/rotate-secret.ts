import type { Guard } from '../store/guarded-write.ts';
import type { ApiKeyRow, Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { makeKey } from './api-key.ts';
import type { IssuedKey } from './issue-key.ts';

interface Rotation {
  /** How long the secrets before the new one go on to work; none of them works longer than the key, or than it would have. */
  overlapSeconds: number;
  now: Date;
}

/**
 * Gives a key a new secret, and changes nothing else.
 *
 * @param guard is called with the locked row before anything is written
 * @returns undefined when there is no such key.
 * @throws what the guard throws.
 */
export async function rotateSecret(
  store: Pick<Store, 'keys'>,
  scope: Scope,
  id: string,
  { overlapSeconds, now }: Rotation,
  guard?: Guard<ApiKeyRow>,
): Promise<IssuedKey | undefined> {
  const { key, ...secret } = makeKey(scope.environment);
  const oldUntil = new Date(now.getTime() + overlapSeconds * 1_000);
  const row = await store.keys.rotate(scope, id, { secret, oldUntil, now }, guard);

  return row && { key, row };
}
