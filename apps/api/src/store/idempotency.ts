import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

/** What makes out one request that may be repeated. */
export interface RequestIdentity extends Pick<Scope, 'accountId' | 'environment'> {
  /** The API key that it was sent with. */
  keyId: string;
  /** What the caller calls it. */
  idempotencyKey: string;
}

/** What is kept of a request that was carried out. */
export interface KeptRequest {
  fingerprint: Uint8Array;
  answer: Uint8Array;
  isSealed: boolean;
}

/** The answers that are kept, to be given again. Moments are the database's own, so that processes need not agree. */
export function idempotencyStore(db: Db) {
  return {
    /**
     * Takes on a request until the transaction ends, unless another one has: nobody waits. It goes with its connection,
     * so that a process that dies leaves nothing behind.
     */
    async claim(identity: RequestIdentity): Promise<boolean> {
      const { rows } = await sql<{ claimed: boolean }>`select pg_try_advisory_xact_lock(${lockOf(identity)}::bigint) as claimed`.execute(db);
      return rows[0]?.claimed === true;
    },

    /**
     * What is kept of a request. What has outlived its time is deleted, which holds its place until the transaction
     * ends. To be called behind `claim`, in a statement of its own: it must see what was kept until then.
     */
    async find(identity: RequestIdentity): Promise<KeptRequest | undefined> {
      const row = await db
        .selectFrom('idempotency_keys')
        .select(['fingerprint', 'answer', 'is_sealed', sql<boolean>`expires_at <= now()`.as('is_over')])
        .where((eb) => eb.and(keyColumns(identity)))
        .executeTakeFirst();
      if (!row) return undefined;
      if (row.is_over) {
        await db.deleteFrom('idempotency_keys').where((eb) => eb.and(keyColumns(identity))).execute();
        return undefined;
      }
      return { fingerprint: row.fingerprint, answer: row.answer, isSealed: row.is_sealed };
    },

    /** @param ttl seconds */
    async keep(identity: RequestIdentity, { fingerprint, answer, isSealed }: KeptRequest, ttl: number): Promise<void> {
      const expires_at = sql<Date>`now() + make_interval(secs => ${ttl})`;
      await db
        .insertInto('idempotency_keys')
        .values({ ...keyColumns(identity), fingerprint, answer, is_sealed: isSealed, expires_at })
        .execute();
    },

    /**
     * Deletes what has outlived its time, up to a number; what another process is at is left to it.
     *
     * @returns how many were deleted
     */
    async purge(most: number): Promise<number> {
      const { numAffectedRows = 0n } = await sql`
        delete from idempotency_keys where ctid = any (array(
          select ctid from idempotency_keys where expires_at <= now() order by expires_at limit ${most} for update skip locked
        ))`.execute(db);
      return Number(numAffectedRows);
    },
  };
}

function keyColumns(identity: RequestIdentity) {
  const { keyId, idempotencyKey } = identity;
  return { ...columnsOf(identity), key_id: keyId, idempotency_key: idempotencyKey };
}

/** The number that stands for a request among advisory locks. That two share one is as good as impossible, and would be a 409. */
function lockOf({ accountId, environment, keyId, idempotencyKey }: RequestIdentity): string {
  const text = JSON.stringify(['idempotency', accountId, environment, keyId, idempotencyKey]);
  return createHash('sha256').update(text).digest().readBigInt64BE().toString();
}
