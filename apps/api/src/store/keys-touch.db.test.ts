import { beforeEach, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { issueKey } from '../accounts/issue-key.ts';
import type { Scope } from './schema.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

const database = testDatabase();
const NOW = new Date('2026-06-01T00:00:00.000Z');

let store: Store;
let keys: Store['keys'];
let mine: Scope;
let sandbox: Scope;

const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const add = async (scope: Scope) => (await issueKey(store, scope, { name: 'CI', userId: null, scopes: [] })).row;

beforeEach(async () => {
  store = createStore(database().db);
  ({ keys } = store);
  ({ live: mine, sandbox } = await newScopes(database().db));
});

it('notes the last use of many keys, each its own, in one statement', async () => {
  const [first, second, third] = [await add(mine), await add(sandbox), await add(mine)];
  await keys.touch(new Map([[first.id, after(1)], ['key_unknown', after(1)], [second.id, after(2)]]));

  expect(await keys.find(mine, first.id)).toEqual({ ...first, last_used_at: after(1) });
  expect(await keys.find(sandbox, second.id)).toEqual({ ...second, last_used_at: after(2) });
  expect(await keys.find(mine, third.id)).toEqual(third);
});

it('never moves it back', async () => {
  const { id } = await add(mine);
  await keys.touch(new Map([[id, after(2)]]));
  await keys.touch(new Map([[id, after(1)]]));

  expect(await keys.find(mine, id)).toMatchObject({ last_used_at: after(2) });
});

it('takes none, and ten thousand', async () => {
  const { id } = await add(mine);
  await keys.touch(new Map());
  await keys.touch(new Map([...Array.from({ length: 10_000 }, (_, at): [string, Date] => [`key_${at}`, NOW]), [id, NOW]]));

  expect(await keys.find(mine, id)).toMatchObject({ last_used_at: NOW });
});
