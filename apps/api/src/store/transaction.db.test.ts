import { describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { createStore } from './store.ts';
import { joinStatement, joinTransaction, transaction } from './transaction.ts';

const database = testDatabase();

describe('transaction', () => {
  it('keeps what was done when the work returns', async () => {
    const { id } = await transaction(database().db, (trx) => createStore(trx).accounts.insert({ name: 'A', plan: 'free' }));

    expect(await createStore(database().db).accounts.find(id)).toMatchObject({ name: 'A' });
  });

  it('undoes what was done when the work throws', async () => {
    let id = '';
    const work = transaction(database().db, async (trx) => {
      ({ id } = await createStore(trx).accounts.insert({ name: 'A', plan: 'free' }));
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await createStore(database().db).accounts.find(id)).toBeUndefined();
  });

  it.each<[string, (store: ReturnType<typeof createStore>) => Promise<unknown>]>([
    ['a query', (store) => store.accounts.list()],
    ['a query that is compiled already', async (store) => store.keys.findByLookup('')],
  ])('refuses %s that bypasses it instead of waiting for ever', async (_, ask) => {
    const store = createStore(database().db);
    await ask(store);
    const work = transaction(database().db, () => ask(store));

    await expect(work).rejects.toThrow('must use the transaction');
  });

  it('refuses another one inside', async () => {
    const { db } = database();

    await expect(transaction(db, () => transaction(db, async () => 1))).rejects.toThrow('inside another');
  });

  it('keeps 20 at once apart from each other and from single queries', async () => {
    const { db } = database();
    const { live } = await newScopes(db);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        transaction(db, async (trx) => {
          await createStore(trx).users.insert(live, { name: 'U', email: `${index}@b.example`, password_hash: '' });
          await createStore(trx).users.list(live, aPage(1, 1));
          if (index % 2) throw new Error('odd');
        }),
      ).concat(Array.from({ length: 20 }, async () => void (await createStore(db).projects.insert(live, { name: 'P', description: null, region: 'us-east' })))),
    );

    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect((await createStore(db).users.list(live, aPage(1, 1))).total).toBe(10);
    expect((await createStore(db).projects.list(live, aPage(1, 1))).total).toBe(20);
  });
});

const find = (id: string) => createStore(database().db).accounts.find(id);

describe.each([
  ['joinTransaction', joinTransaction],
  ['joinStatement', joinStatement],
] as const)('%s', (_name, join) => {
  const insert = (name: string) => join(database().db, (trx) => createStore(trx).accounts.insert({ name, plan: 'free' }));

  it('needs no transaction around it', async () => {
    const { id } = await insert('A');
    expect(await find(id)).toMatchObject({ name: 'A' });
  });

  it('is part of the one around it: what it did goes with that', async () => {
    const lost = { id: '' };
    const work = transaction(database().db, async () => {
      Object.assign(lost, await insert('A'));
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await find(lost.id)).toBeUndefined();
  });

  it('takes the one around it with it, even if that would go on', async () => {
    const lost = { id: '' };
    const work = transaction(database().db, async () => {
      Object.assign(lost, await insert('A'));
      await join(database().db, () => Promise.reject(new Error('cannot'))).catch(() => {});
      return 'done';
    });

    await expect(work).rejects.toThrow('cannot');
    expect(await find(lost.id)).toBeUndefined();
  });
});

it('joinTransaction is a transaction of its own where there is none: what throws is undone', async () => {
  const lost = { id: '' };
  const work = joinTransaction(database().db, async (trx) => {
    Object.assign(lost, await createStore(trx).accounts.insert({ name: 'B', plan: 'free' }));
    throw new Error('changed my mind');
  });

  await expect(work).rejects.toThrow('changed my mind');
  expect(await find(lost.id)).toBeUndefined();
});
