import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { accountStore } from './accounts.ts';

const database = testDatabase();

describe('setPlan', () => {
  it('puts the account on the plan, and no other', async () => {
    const accounts = accountStore(database().db);
    const [made, other] = [await accounts.insert({ name: 'A', plan: 'free' }), await accounts.insert({ name: 'B', plan: 'free' })];

    expect(await accounts.setPlan(made.id, 'enterprise')).toEqual({ ...made, plan: 'enterprise' });
    expect(await accounts.find(other.id)).toEqual(other);
  });

  it.each(['acc_0', 'acc_\0'])('finds no account %j', async (id) => {
    expect(await accountStore(database().db).setPlan(id, 'pro')).toBeUndefined();
  });
});

it('an account goes with its settings', async () => {
  const { db } = database();
  const { id } = await accountStore(db).insert({ name: 'A', plan: 'free' });
  await db.deleteFrom('accounts').where('id', '=', id).execute();

  expect(await db.selectFrom('settings').select('name').where('account_id', '=', id).execute()).toEqual([]);
});
