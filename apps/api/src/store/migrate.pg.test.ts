import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runModule } from '../../test/child.ts';
import { newPostgres } from '../../test/database.ts';
import { MIGRATIONS } from './migrate.ts';

vi.setConfig({ testTimeout: 60_000 });

const server = process.env['TEST_DATABASE_URL'] ?? '';

it('four processes that start at once on an empty database migrate it once', async () => {
  const { url, drop } = await newPostgres(server);
  onTestFinished(drop);
  // All wait for one line, so that they open the database together and not as their processes come up.
  const processes = Array.from({ length: 4 }, () =>
    runModule(`
      import { once } from 'node:events';
      import { openPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))};
      import { createStore } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
      console.log('waiting');
      await once(process.stdin, 'data');
      process.stdin.destroy();
      const database = await openPostgres(${JSON.stringify(url)}, () => {});
      await createStore(database.db).accounts.insert({ name: String(process.pid), plan: 'free' });
      await database.close();
    `),
  );
  await Promise.all(processes.map((child) => child.line('waiting')));
  for (const child of processes) child.write('go');

  const exits = await Promise.all(processes.map((child) => child.exit));
  expect({ exits, said: processes.map((child) => child.output()) }).toEqual({ exits: [0, 0, 0, 0], said: Array.from(exits, () => 'waiting') });

  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const names = async (text: string) => (await client.query<{ name: string }>(text)).rows.map(({ name }) => name);
  expect(await names('select name from kysely_migration order by name')).toEqual(Object.keys(MIGRATIONS));
  expect((await names('select name from accounts')).toSorted()).toEqual(processes.map(({ pid }) => String(pid)).toSorted());
  expect(await names('select name from settings')).toHaveLength(8);
});
