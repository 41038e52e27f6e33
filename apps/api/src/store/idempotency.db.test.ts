import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { purgeAnswers, startAnswerPurge } from '../idempotency/purge.ts';
import { idempotencyStore, type RequestIdentity } from './idempotency.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const KEPT = { fingerprint: Buffer.from([1]), answer: Buffer.from([0, 255, 2]), isSealed: true };

async function newIdentity(): Promise<RequestIdentity> {
  const { live } = await newScopes(database().db);
  return { accountId: live.accountId, environment: live.environment, keyId: 'key_1', idempotencyKey: randomUUID() };
}

/** Keeps answers, some of which are over. */
async function keepSome({ over, lasting }: { over: number; lasting: number }): Promise<RequestIdentity> {
  const store = idempotencyStore(database().db);
  const identity = await newIdentity();
  const keep = (name: string, ttl: number) => store.keep({ ...identity, idempotencyKey: name }, KEPT, ttl);
  for (let index = 0; index < over; index += 1) await keep(`over ${index}`, -index);
  for (let index = 0; index < lasting; index += 1) await keep(`lasting ${index}`, 60);
  return identity;
}

async function namesOf({ accountId }: RequestIdentity): Promise<string[]> {
  const rows = await database().db.selectFrom('idempotency_keys').select('idempotency_key').where('account_id', '=', accountId).orderBy('idempotency_key').execute();
  return rows.map(({ idempotency_key }) => idempotency_key);
}

describe('idempotencyStore', () => {
  it('gives back what it keeps', async () => {
    const identity = await newIdentity();
    const store = idempotencyStore(database().db);
    await store.keep(identity, KEPT, 60);

    const found = await store.find(identity);
    expect(found && { ...found, answer: Buffer.from(found.answer), fingerprint: Buffer.from(found.fingerprint) }).toEqual(KEPT);
  });

  it.each([
    ['account', async () => ({ accountId: (await newIdentity()).accountId })],
    ['environment', () => ({ environment: 'sandbox' as const })],
    ['key', () => ({ keyId: 'key_2' })],
    ['idempotency key', () => ({ idempotencyKey: 'another' })],
  ])('keeps nothing for another %s', async (_, change) => {
    const identity = await newIdentity();
    const store = idempotencyStore(database().db);
    await store.keep(identity, KEPT, 60);

    const other = { ...identity, ...(await change()) };
    expect(await store.find(other)).toBeUndefined();
    await store.keep(other, KEPT, 60);
  });

  it('forgets what is over as soon as it is asked for it', async () => {
    const identity = await newIdentity();
    const store = idempotencyStore(database().db);
    await store.keep(identity, KEPT, 0);

    expect(await store.find(identity)).toBeUndefined();
    expect(await namesOf(identity)).toEqual([]);
  });

  it('gives a request to whoever claims it first, until the transaction ends', async () => {
    const identity = await newIdentity();
    const claim = () => transaction(database().db, (trx) => idempotencyStore(trx).claim(identity));
    expect([await claim(), await claim()]).toEqual([true, true]);
  });
});

describe('purgeAnswers', () => {
  it('deletes what is over, batch by batch, and leaves the rest', async () => {
    const identity = await keepSome({ over: 7, lasting: 2 });
    expect(await purgeAnswers(database().db, undefined, 3)).toBe(7);
    expect(await namesOf(identity)).toEqual(['lasting 0', 'lasting 1']);
    expect(await purgeAnswers(database().db)).toBe(0);
  });

  it('ends behind a batch when it is told to', async () => {
    const identity = await keepSome({ over: 7, lasting: 0 });
    expect(await purgeAnswers(database().db, AbortSignal.abort(), 3)).toBe(3);
    expect(await namesOf(identity)).toHaveLength(4);
  });
});

describe('startAnswerPurge', () => {
  it('purges at the start and says how many, and its end waits for it', async () => {
    const identity = await keepSome({ over: 2, lasting: 1 });
    const said: object[] = [];
    const log = { info: (fields: object) => void said.push(fields), error: (fields: object) => void said.push(fields) };
    await purgeAnswers(database().db);
    await keepSome({ over: 2, lasting: 0 });

    await startAnswerPurge({ db: database().db, log })();

    expect(said).toEqual([{ count: 2 }]);
    expect(await namesOf(identity)).toEqual(['lasting 0']);
  });
});
