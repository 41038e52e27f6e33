import { timingSafeEqual } from 'node:crypto';
import { keyStore } from '../store/keys.ts';
import type { Db, Environment, Plan } from '../store/schema.ts';
import { readKey } from './api-key.ts';

/** Who is calling, and what the key allows. */
export interface Principal {
  accountId: string;
  environment: Environment;
  keyId: string;
  /** Who made the key; null when that user is gone or never was. */
  userId: string | null;
  scopes: readonly string[];
  plan: Plan;
}

interface Needs {
  db: Db;
  now?: () => Date;
}

/**
 * Makes the function that turns a bearer token (RFC 6750) into a principal. What is not even a key
 * costs no query, any other token exactly one.
 *
 * @returns a function that gives undefined for a token that is mistyped, unknown, revoked or
 * expired, and throws what the database throws.
 */
export function authenticator({ db, now = () => new Date() }: Needs) {
  const keys = keyStore(db);
  const nobody = new Uint8Array(32);

  return async (token: string): Promise<Principal | undefined> => {
    const key = readKey(token);
    if (!key) return undefined;

    const row = await keys.findByLookup(key.lookup);

    // Compared even when there is no row, so that the time taken does not tell the two apart.
    const isSame = timingSafeEqual(row?.hash ?? nobody, key.hash);
    if (!row || !isSame || row.environment !== key.environment) return undefined;
    if (row.revoked_at || (row.expires_at && row.expires_at <= now())) return undefined;

    return {
      accountId: row.account_id,
      environment: row.environment,
      keyId: row.id,
      userId: row.user_id,
      scopes: row.scopes,
      plan: row.plan,
    };
  };
}
