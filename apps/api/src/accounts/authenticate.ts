import { timingSafeEqual } from 'node:crypto';
import { Failure } from '@plumbline/server';
import { keyStore } from '../store/keys.ts';
import type { Db, Environment, Plan } from '../store/schema.ts';
import { contains } from './addresses.ts';
import { readKey } from './api-key.ts';

/** Who is calling, and what the key allows. */
export interface Principal {
  accountId: string;
  environment: Environment;
  keyId: string;
  /** Who made the key; null when that user is gone or never was. */
  userId: string | null;
  /** The only project that the key sees, or null when it sees them all. */
  projectId: string | null;
  scopes: readonly string[];
  /** The networks that the key works from; from everywhere when there are none. */
  allowedAddresses: readonly string[];
  /** When the key ends or, if that is sooner, the secret that was sent; null when neither does. */
  expiresAt: Date | null;
  /** The operator's limit for this key, or null when the policy's holds. */
  limit: number | null;
  plan: Plan;
  /** Why the key is of no use now although it is right. */
  refusal?: Failure;
}

interface Needs {
  db: Db;
  now?: () => Date;
  /** Is told of every use of a key, and must not wait for anything. */
  noteUse?(keyId: string, at: Date): void;
}

/**
 * Makes the function that turns a bearer token (RFC 6750) into a principal. What is not even a key
 * costs no query, any other token exactly one. Nothing is remembered, so that a key ends everywhere as soon as it is
 * revoked.
 *
 * @returns a function that takes the token and the address it came from. It gives undefined for a token that is
 * mistyped, unknown, revoked, expired or replaced, and a principal with the refusal `address_not_allowed` for a good key
 * that does not work from there. It throws what the database throws.
 */
export function authenticator({ db, now = () => new Date(), noteUse = () => {} }: Needs) {
  const keys = keyStore(db);
  const nobody = new Uint8Array(32);

  return async (token: string, { address }: { address: string }): Promise<Principal | undefined> => {
    const key = readKey(token);
    if (!key) return undefined;

    const row = await keys.findByLookup(key.lookup);

    // Compared even when there is no row, so that the time taken does not tell the two apart.
    const isSame = timingSafeEqual(row?.hash ?? nobody, key.hash);
    if (!row || !isSame || row.environment !== key.environment) return undefined;
    const at = now();
    const expiresAt = earlier(row.expires_at, row.secret_expires_at);
    if (row.revoked_at || (expiresAt && expiresAt <= at)) return undefined;
    const isAllowed = row.allowed_addresses.length === 0 || contains(row.allowed_addresses, address);
    if (isAllowed) noteUse(row.id, at);
    return {
      accountId: row.account_id,
      environment: row.environment,
      keyId: row.id,
      userId: row.user_id,
      projectId: row.project_id,
      scopes: row.scopes,
      allowedAddresses: row.allowed_addresses,
      expiresAt,
      limit: row.rate_limit,
      plan: row.plan,
      ...(!isAllowed && { refusal: notFrom(address) }),
    };
  };
}

function earlier(first: Date | null, second: Date | null): Date | null {
  if (!first || !second) return first ?? second;

  return first < second ? first : second;
}

function notFrom(address: string): Failure {
  return new Failure('address_not_allowed', {
    message: `This key does not work from ${address}: use it from one of its allowed addresses, or have this one added to them.`,
  });
}
