import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { auditStore } from './audit.ts';
import type { Scope } from './schema.ts';
import { createStore } from './store.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const ENTRY = {
  action: 'key.created',
  actor_type: 'key',
  actor_id: 'key_1',
  user_id: 'usr_1',
  target_type: 'key',
  target_id: 'key_2',
  changes: { name: { to: 'CI' }, scopes: ['a', 'b'] },
  request_id: 'req_1',
  address: '2001:db8::1',
} as const;
const SYSTEM = { ...ENTRY, action: 'key.revoked', actor_type: 'system', actor_id: null, user_id: null, changes: null, request_id: null, address: null } as const;

let audit: ReturnType<typeof auditStore>;
let mine: Scope;
let sandbox: Scope;

beforeEach(async () => {
  audit = auditStore(database().db);
  ({ live: mine, sandbox } = await newScopes(database().db));
});

describe('append and list', () => {
  it('keep what is told, with an id and the time', async () => {
    const made = await audit.append(mine, ENTRY);
    const bare = await audit.append(mine, { ...SYSTEM, created_at: new Date(0) });

    expect(made).toEqual({ ...ENTRY, id: expect.stringMatching(/^aud_[0-9A-Za-z]{22}$/), created_at: expect.any(Date) });
    expect(await audit.list(mine, aPage(1, 10))).toEqual({ rows: [bare, made], total: 2 });
    expect(await audit.list(sandbox, aPage(1, 10))).toEqual({ rows: [], total: 0 });
  });

  it.each([
    ['action', 'eq', 'key.created'],
    ['actor_id', 'eq', 'key_1'],
    ['target_id', 'eq', 'key_2'],
    ['created_at', 'gte', '2000-01-01T00:00:00Z'],
  ] as const)('show only what %s %s %s finds', async (field, operator, value) => {
    const made = await audit.append(mine, ENTRY);
    await audit.append(mine, { ...SYSTEM, target_id: 'key_3', created_at: new Date(0) });

    expect((await audit.list(mine, aPage(1, 10, { filters: [{ field, operator, value }] }))).rows).toEqual([made]);
  });

  it('leave nothing of what was undone', async () => {
    const work = transaction(database().db, async (trx) => {
      await createStore(trx).audit.append(mine, ENTRY);
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect((await audit.list(mine, aPage(1, 1))).total).toBe(0);
  });
});

describe('the database', () => {
  it.each([
    ['UPDATE', sql`update audit set action = 'nothing'`],
    ['DELETE', sql`delete from audit`],
    ['DELETE', sql`delete from audit where false`],
    ['TRUNCATE', sql`truncate audit`],
    ['TRUNCATE', sql`truncate accounts cascade`],
  ])('refuses %s', async (operation, statement) => {
    const made = await audit.append(mine, ENTRY);

    await expect(statement.execute(database().db)).rejects.toThrow(`The audit is append-only: ${operation} is refused.`);
    expect((await audit.list(mine, aPage(1, 10))).rows).toEqual([made]);
  });

  it('refuses to delete an account that something is told of', async () => {
    await audit.append(mine, ENTRY);

    await expect(database().db.deleteFrom('accounts').where('id', '=', mine.accountId).execute()).rejects.toMatchObject({ code: '23503' });
  });
});
