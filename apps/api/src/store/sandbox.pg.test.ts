import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { issueKey } from '../accounts/issue-key.ts';
import { contractExamples } from '../seed/contract-examples.ts';
import type { Scope } from './schema.ts';
import { createStore } from './store.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const examples = contractExamples();
const [USER] = examples.users;
const [PROJECT] = examples.projects;

const putBack = (scope: Scope) => transaction(database().db, (trx) => createStore(trx).sandbox.putBack(scope.accountId, examples, new Date()));

/** An account whose sandbox holds the examples, and two keys that speak for the first user and see the first project. */
async function filledSandbox(): Promise<Scope> {
  const { sandbox } = await newScopes(database().db);
  await putBack(sandbox);
  for (const name of ['one', 'two']) {
    await issueKey(createStore(database().db), sandbox, { name, userId: USER?.id ?? null, projectId: PROJECT?.id, scopes: [] });
  }
  return sandbox;
}

/** Waits until somebody in this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  const waiting = sql<{ count: number }>`
    select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await waiting.execute(database().db)).rows[0]?.count).toBeGreaterThan(0);
}

it.each([
  ['a project', 'projects', PROJECT?.id ?? ''],
  ['a user', 'users', USER?.id ?? ''],
] as const)('waits for whoever deletes %s, and puts it back', async (_, table, id) => {
  const sandbox = await filledSandbox();
  const held = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();

  const removal = transaction(database().db, async (trx) => {
    await trx.selectFrom(table).select('id').where('id', '=', id).where('account_id', '=', sandbox.accountId).forUpdate().execute();
    held.resolve();
    await goOn.promise;
    return createStore(trx)[table].remove(sandbox, id);
  });
  await held.promise;
  const reset = putBack(sandbox);
  await someoneWaits().finally(goOn.resolve);
  const [removed] = await Promise.all([removal, reset]);

  const store = createStore(database().db);
  expect(removed?.id).toBe(id);
  expect(await store[table].find(sandbox, id)).toMatchObject({ id });
  expect((await store.keys.listOfAccount(sandbox.accountId)).map(({ user_id }) => user_id)).toEqual([USER?.id, USER?.id]);
});
