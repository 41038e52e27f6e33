import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { readKey } from '../accounts/api-key.ts';
import { issueKey } from '../accounts/issue-key.ts';
import { rotateSecret } from '../accounts/rotate-secret.ts';
import { createStore } from './store.ts';

const database = testDatabase();
/** Uses that are less than a minute apart are one. */
const HOUR = 60 * 60 * 1000;
const GRANT = { name: 'k', userId: null, scopes: [] };

it('gives a key that is rotated many times at once one secret in the end', async () => {
  const store = createStore(database().db);
  const { live } = await newScopes(database().db);
  const { row } = await issueKey(store, live, GRANT);
  await Promise.all(Array.from({ length: 10 }, () => rotateSecret(store, live, row.id, { overlapSeconds: 0, now: new Date() })));
  const secrets = await database().db.selectFrom('key_secrets').select(['lookup', 'expires_at']).where('key_id', '=', row.id).execute();

  expect(secrets).toHaveLength(1);
  expect(await store.keys.find(live, row.id)).toMatchObject({ prefix: `sk_live_${secrets[0]?.lookup}` });
});

it('lets a guard see what another change has left, and not what was there before', async () => {
  const store = createStore(database().db);
  const { live } = await newScopes(database().db);
  const { row } = await issueKey(store, live, { ...GRANT, scopes: ['a'] });
  let changes = 0;
  // Only who finds the scope that was there may take it: of many at once, one.
  const takeScope = () =>
    store.keys.update(live, row.id, { scopes: [] }, ({ scopes }) => {
      if (scopes.length === 0) throw new Error('gone');
      changes += 1;
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, takeScope));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(changes).toBe(1);
});

it('lets several processes note the same keys in different orders', async () => {
  const store = createStore(database().db);
  const { live } = await newScopes(database().db);
  const ids: string[] = [];
  for (let made = 0; made < 200; made += 1) ids.push((await issueKey(store, live, GRANT)).row.id);

  const orders = Array.from({ length: 20 }, (_, at) => (at % 2 ? ids : ids.toReversed()));
  await Promise.all(orders.map((order, at) => store.keys.touch(new Map(order.map((id) => [id, new Date(at * HOUR)])))));

  expect(await store.keys.find(live, ids[0] ?? '')).toMatchObject({ last_used_at: new Date(19 * HOUR) });
});

it('has the look-up of a key planned once on a connection, whichever key is looked up', async () => {
  const { live } = await newScopes(database().db);
  const lookups = await Promise.all([1, 2].map(async () => readKey((await issueKey(createStore(database().db), live, GRANT)).key)?.lookup ?? ''));
  const { found, prepared } = await database().db.connection().execute(async (connection) => {
    const rows = await Promise.all(lookups.map((lookup) => createStore(connection).keys.findByLookup(lookup)));
    const { rows: statements } = await sql<{ statement: string; uses: number }>`select statement, (generic_plans + custom_plans)::int as uses from pg_prepared_statements`.execute(connection);
    return { found: rows.map((row) => row?.account_id), prepared: statements };
  });

  expect(found).toEqual([live.accountId, live.accountId]);
  expect(prepared).toEqual([{ statement: expect.stringContaining('"key_secrets"'), uses: 2 }]);
});

it('goes on after a migration that changes the type of what is looked up, which is as if the connection had broken', async () => {
  const { db, isUnavailable } = database();
  const { keys } = createStore(db);
  await keys.findByLookup('');
  await sql`alter table api_keys alter column rate_limit type bigint`.execute(db);
  const outcomes = [];
  for (let asked = 0; asked < 3; asked += 1) outcomes.push(await keys.findByLookup('').catch(isUnavailable));

  expect(outcomes).toEqual([true, undefined, undefined]);
});
