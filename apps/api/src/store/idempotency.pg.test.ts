import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { idempotencyStore, type RequestIdentity } from './idempotency.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();

it('a request that one transaction has claimed is refused to every other at once, and no other request is', async () => {
  const { live } = await newScopes(database().db);
  const identity: RequestIdentity = { ...live, keyId: 'key_1', idempotencyKey: 'a' };
  const claim = (change: Partial<RequestIdentity> = {}) => transaction(database().db, (trx) => idempotencyStore(trx).claim({ ...identity, ...change }));
  const claimed = Promise.withResolvers<boolean>();
  const ended = Promise.withResolvers<void>();
  const first = transaction(database().db, async (trx) => {
    claimed.resolve(await idempotencyStore(trx).claim(identity));
    await ended.promise;
  });

  expect(await claimed.promise).toBe(true);
  expect(await claim()).toBe(false);
  const others = [{ accountId: 'acc_2' }, { environment: 'sandbox' }, { keyId: 'key_2' }, { idempotencyKey: 'b' }] as const;
  expect(await Promise.all(others.map((other) => claim(other)))).toEqual([true, true, true, true]);

  ended.resolve();
  await first;
  expect(await claim()).toBe(true);
});
