import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadTemplate } from '../../test/embedded-template.ts';
import type { Database } from './database.ts';
import { useEmbedded } from './embedded.ts';
import { tidyEmbedded } from './tidy-embedded.ts';

let database: Database;
beforeAll(async () => {
  database = await useEmbedded(await loadTemplate());
});
afterAll(() => database.close());

/** Makes accounts. */
const add = (count: number) =>
  sql`insert into accounts (id, name, plan) select gen_random_uuid(), 'Test', 'free' from generate_series(1, ${count}::integer)`.execute(database.db);

/** PostgreSQL tells of changes a second late at most. */
async function tidied(name: string): Promise<void> {
  await expect.poll(() => tidyEmbedded(database.db), { timeout: 10_000 }).toContain(name);
}
const first = async (query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(database.db)).rows[0]?.count;

it('gathers statistics where much has changed, and makes room where much is dead', async () => {
  await add(1_000);
  await tidied('accounts');
  expect(await first(sql`select reltuples::integer as count from pg_class where relname = 'accounts'`)).toBe(1_000);

  await sql`delete from accounts where ctid = any (array(select ctid from accounts limit 500))`.execute(database.db);
  await tidied('accounts');
  expect(await first(sql`select n_dead_tup as count from pg_stat_user_tables where relname = 'accounts'`)).toBe(0);
});

it('leaves what has hardly changed as it is', async () => {
  await add(40);
  await new Promise((resolve) => void setTimeout(resolve, 1_500));

  expect(await tidyEmbedded(database.db)).toEqual([]);
});
