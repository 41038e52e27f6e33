import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../store/secrets.ts';

/** The keys that the platform makes for itself, 32 random bytes each. */
export const PLATFORM_KEYS = ['cursor', 'idempotency'] as const;

/**
 * A key of the platform (HMAC-SHA256), kept as a secret of its name: one for all processes on a database. It is fetched
 * when it is first asked for and kept; a fetch that fails is tried again by whoever asks next.
 */
export function platformKey(name: (typeof PLATFORM_KEYS)[number], secrets: Pick<SecretStore, 'obtain'>): () => Promise<Uint8Array> {
  let known: Promise<Uint8Array> | undefined;

  return () => {
    known ??= secrets
      .obtain(name, () => randomBytes(32))
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });

    return known;
  };
}
