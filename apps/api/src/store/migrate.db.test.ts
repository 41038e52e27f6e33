import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { migrate } from './migrate.ts';

const database = testDatabase();

describe('migrate', () => {
  it('has nothing to do the second time', async () => {
    expect(await migrate(database().db)).toEqual([]);
  });

  it('keeps text in the order of its code points, whatever the server speaks', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'
        and column_name not in ('environment', 'password_hash')`.execute(database().db);

    expect(rows).toEqual([]);
  });

  it('keeps every moment in milliseconds, in columns that are called so', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely_%'
        and (column_name like '%\\_at') <> (data_type = 'timestamp with time zone' and datetime_precision = 3)`.execute(database().db);

    expect(rows).toEqual([]);
  });

  it('refuses a database that a newer release has changed', async () => {
    const { db } = database();
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2099-01-01T00:00:00.000Z')`.execute(db);

    await expect(migrate(db)).rejects.toThrow(/^The database could not be migrated: .*9999_later/);
  });
});
