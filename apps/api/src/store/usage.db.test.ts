import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { requestLogStore } from './request-log.ts';
import type { Db, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { transaction } from './transaction.ts';
import { usageStore } from './usage.ts';

const database = testDatabase();
let scope: Scope;
let requests = 0;
beforeEach(async () => void ({ live: scope } = await newScopes(database().db)));

/** Logs and counts one request of each of these moments. */
async function add(db: Db, ...moments: string[]): Promise<void> {
  const rest = { operation: 'getUser', method: 'GET', path: '/v1/users/{user_id}', status: 200, duration_ms: 1, key_id: 'key_1', project_id: null } as const;
  await requestLogStore(db).add(moments.map((moment) => Object.assign({ id: `req_${(requests += 1)}`, created_at: new Date(moment) }, rest, columnsOf(scope))));
}

const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe('count', () => {
  it('has what lies in the range, from its first hour to before its end', async () => {
    await add(database().db, '2026-03-01T04:59:59.999Z', '2026-03-01T05:00:00Z', '2026-03-02T04:59:59.999Z', '2026-03-02T05:00:00Z');

    const counts = await usageStore(database().db).count(scope, { ...range('2026-03-01T05:00:00Z', '2026-03-02T05:00:00Z'), unit: 'day' });

    const rest = { operation: 'getUser', status_class: 2, requests: 1 };
    expect(counts.toSorted((one, other) => one.start.getTime() - other.start.getTime())).toEqual([
      { start: new Date('2026-03-01T00:00:00Z'), ...rest },
      { start: new Date('2026-03-02T00:00:00Z'), ...rest },
    ]);
  });

  it('keeps to UTC, whatever the time zone of the connection', async () => {
    const counts = await transaction(database().db, async (trx) => {
      await sql`set local time zone 'Asia/Kolkata'`.execute(trx);
      await add(trx, '2026-03-01T00:10:00Z', '2026-03-01T00:40:00Z', '2026-03-01T23:59:00Z');
      return usageStore(trx).count(scope, { ...range('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'), unit: 'month' });
    });

    expect(counts).toEqual([{ start: new Date('2026-03-01T00:00:00Z'), operation: 'getUser', status_class: 2, requests: 3 }]);
    const hours = await database().db.selectFrom('usage').select('hour').where('account_id', '=', scope.accountId).orderBy('hour').execute();
    expect(hours.map(({ hour }) => hour.toISOString())).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-01T23:00:00.000Z']);
  });

  it('has nothing of the other environment, and of other projects where the scope is bound to one', async () => {
    await add(database().db, '2026-03-01T00:00:00Z');
    const day = { ...range('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'), unit: 'day' } as const;
    const { count } = usageStore(database().db);

    expect(await count(scope, day)).toHaveLength(1);
    expect(await count({ ...scope, environment: 'sandbox' }, day)).toEqual([]);
    expect(await count({ ...scope, projectId: 'prj_1' }, day)).toEqual([]);
    expect(await count(scope, { ...day, projectId: 'prj_1' })).toEqual([]);
  });
});
