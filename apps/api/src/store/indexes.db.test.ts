import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';

const database = testDatabase();

describe('an index begins with the account and the environment and ends with the id', () => {
  it.each([
    ['users', ['created_at', 'updated_at', 'name', 'email']],
    ['projects', ['created_at', 'updated_at', 'name', 'status', 'region']],
    ['resources', ['created_at', 'updated_at', 'name', 'project_id', 'type', 'status']],
    ['audit', ['created_at', 'action', 'target_id', 'actor_id']],
  ])('for every field that %s are listed by', async (table, fields) => {
    const { rows } = await sql<{ columns: string[] }>`
      select array(
        select attname::text from unnest(indkey::int[]) with ordinality as key (number, place)
        join pg_attribute on attrelid = indrelid and attnum = key.number order by place
      ) as columns
      from pg_index where indrelid = ${table}::regclass and indpred is null`.execute(database().db);
    const isCovered = (field: string) =>
      rows.some(({ columns }) => columns.slice(0, 3).join() === `account_id,environment,${field}` && columns.at(-1) === 'id');

    expect(fields.filter((field) => !isCovered(field))).toEqual([]);
  });
});
