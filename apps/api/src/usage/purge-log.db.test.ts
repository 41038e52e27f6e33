import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { requestLogStore } from '../store/request-log.ts';
import type { Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { purgeLog, startLogPurge } from './purge-log.ts';

const database = testDatabase();
const DAY = 24 * 60 * 60 * 1000;

let scope: Scope;
let requests = 0;
beforeEach(async () => void ({ live: scope } = await newScopes(database().db)));

/** Logs so many requests of an age. */
async function log(count: number, days: number): Promise<void> {
  const rest = { operation: 'getUser', method: 'GET', path: '/v1/users/{user_id}', status: 200, duration_ms: 1, key_id: 'key_1', project_id: null } as const;
  const created_at = new Date(Date.now() - days * DAY);
  const rows = Array.from({ length: count }, () => Object.assign({ id: `req_${(requests += 1)}`, created_at }, rest, columnsOf(scope)));
  await requestLogStore(database().db).add(rows);
}

const left = async () => (await database().db.selectFrom('request_log').select('id').where('account_id', '=', scope.accountId).execute()).length;

describe('purgeLog', () => {
  it('deletes in batches until nothing is left that is too old', async () => {
    await log(7, 31);
    await log(2, 29);

    expect(await purgeLog(database().db, new Date(), undefined, 3)).toBe(7);
    expect(await left()).toBe(2);
  });

  it('ends behind the batch that it is at, once it is to end', async () => {
    await log(7, 31);

    expect(await purgeLog(database().db, new Date(), AbortSignal.abort(), 3)).toBe(3);
    expect(await purgeLog(database().db, new Date())).toBe(4);
  });
});

describe('startLogPurge', () => {
  it('purges at once, and ends when that is done', async () => {
    await log(5, 31);
    const logged: object[] = [];
    const note = (fields: object) => void logged.push({ ...fields });

    const stop = startLogPurge({ db: database().db, log: { info: note, error: note } });
    await expect.poll(() => logged).toEqual([{ count: 5 }]);
    await stop();

    expect(await left()).toBe(0);
  });
});
