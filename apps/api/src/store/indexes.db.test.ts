import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { LIST_OPERATIONS } from '../../test/e2e/harness/list-operations.ts';
import { LIST_OPERATION_IDS, LISTED_TABLES, LISTED_UNDER } from '../../test/listed-tables.ts';

const database = testDatabase();

const ROWS = LIST_OPERATIONS.flatMap(({ title, operationId, fields }) => fields.map((field) => ({ title, operationId, field })));

it('every list of the contract is known to be of a table', () => {
  expect(Object.keys(LISTED_TABLES).toSorted()).toEqual(LIST_OPERATION_IDS.toSorted());
});

describe('an index begins with the account and the environment and ends with the id', () => {
  it.each(ROWS)('for $field, which $title sorts or filters by', async ({ operationId, field }) => {
    const indexes = await columnsOfIndexes(LISTED_TABLES[operationId]);

    const under = LISTED_UNDER[operationId];
    const begin = ['account_id', 'environment', ...(under ? [under.parameter] : []), field];
    const fitting = indexes.filter((columns) => columns.slice(0, begin.length).join() === begin.join() && columns.at(-1) === 'id');
    expect(fitting).not.toEqual([]);
  });
});

/** What an index may leave out: rows that its list never shows, or the value that nearly all rows have, which is found without one. */
const LEAVING_OUT = ['(NOT is_test)', '(job_id IS NOT NULL)', "(source <> 'request'::text)", "(level <> 'info'::text)"];

/** The columns of the indexes that hold every row of a table but for those, each in its order. */
async function columnsOfIndexes(table: string): Promise<string[][]> {
  const { rows } = await sql<{ columns: string[] }>`
    select array(
      select attname::text from unnest(indkey::int[]) with ordinality as key (number, place)
      join pg_attribute on attrelid = indrelid and attnum = key.number order by place
    ) as columns
    from pg_index where indrelid = ${table}::regclass and (indpred is null or pg_get_expr(indpred, indrelid) = any(${LEAVING_OUT}::text[]))`.execute(database().db);
  return rows.map(({ columns }) => columns);
}
