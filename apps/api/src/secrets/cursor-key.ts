import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../store/secrets.ts';

/**
 * The key that signs cursors (HMAC-SHA256), kept as the secret `cursor`: one for all processes on a database. It is
 * fetched when it is first asked for and kept; a fetch that fails is tried again by whoever asks next.
 */
export function createCursorKey(secrets: Pick<SecretStore, 'obtain'>): () => Promise<Uint8Array> {
  let known: Promise<Uint8Array> | undefined;

  return () => {
    known ??= secrets
      .obtain('cursor', () => randomBytes(32))
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });

    return known;
  };
}
