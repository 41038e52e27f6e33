import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { requestLogStore } from './request-log.ts';
import type { NewRequest, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const WRITERS = 8;
const ROUNDS = 30;
const OPERATIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** One request for each operation, in an order of the writer's own. */
function requestsOf(scope: Scope, writer: number, round: number): NewRequest[] {
  const turned = [...OPERATIONS.slice(writer % 6), ...OPERATIONS.slice(0, writer % 6)];
  const order = writer % 2 ? turned : turned.toReversed();
  const created_at = new Date('2026-03-06T12:00:00.000Z');
  const rest = { method: 'GET', path: '/', status: 200, duration_ms: 1, key_id: 'key_1', project_id: null, created_at } as const;
  return order.map((operation) => Object.assign({ id: `req_${writer}_${round}_${operation}`, operation }, columnsOf(scope), rest));
}

it('processes that count the same things at once, some of them twice, neither wait for each other forever nor miscount', async () => {
  const { live } = await newScopes(database().db);
  const log = requestLogStore(database().db);

  const write = async (writer: number) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const requests = requestsOf(live, writer, round);
      // As after an answer that never came: the same once more, while the first may still be at work.
      await Promise.all(round % 3 ? [log.add(requests)] : [log.add(requests), log.add(requests)]);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_none, writer) => write(writer)));

  const counts = await database().db.selectFrom('usage').select(['operation', 'requests']).where('account_id', '=', live.accountId).orderBy('operation').execute();
  expect(counts).toEqual(OPERATIONS.map((operation) => ({ operation, requests: WRITERS * ROUNDS })));
});

it('is purged by one process at a time', async () => {
  const { live } = await newScopes(database().db);
  const { db } = database();
  await requestLogStore(db).add(requestsOf(live, 0, 0));
  const held = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const now = new Date('2027-03-06T12:00:00.000Z');

  const first = transaction(db, async (trx) => {
    const count = await requestLogStore(trx).purge(now, 1);
    held.resolve();
    await goOn.promise;
    return count;
  });
  await held.promise;
  const meanwhile = await requestLogStore(db).purge(now, 1_000).finally(goOn.resolve);

  expect([await first, meanwhile]).toEqual([1, undefined]);
  expect(await requestLogStore(db).purge(now, 10_000)).toBeGreaterThanOrEqual(OPERATIONS.length - 1);
  expect(await db.selectFrom('request_log').select('id').where('account_id', '=', live.accountId).execute()).toEqual([]);
});
