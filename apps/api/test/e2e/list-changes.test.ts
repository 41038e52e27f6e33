import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { changer, changesOf, type Change, type Changer } from './harness/list-changes.ts';
import { LIST_OPERATIONS, type ListOperation } from './harness/list-operations.ts';
import { queriesOf, queryText, type ListQuery } from './harness/list-query.ts';
import { rowsOf, type Row } from './harness/list-rows.ts';
import { listedAccount } from './harness/listed-account.ts';
import { holds, someOf } from './harness/property.ts';
import { readPart } from './harness/read-list.ts';
import { expectedRows } from './harness/reference-list.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

const WALKED = LIST_OPERATIONS.filter(({ list }) => list.style === 'cursor');

describe.each(WALKED)('$title, while rows come, go and get other names', (operation) => {
  const { operationId, list } = operation;

  it('shows every row once that is there throughout, with changes between any two pages', async () => {
    const script = fc.array(fc.array(changesOf(operationId), { maxLength: 4 }), { maxLength: 12, size: 'max' });
    await holds(
      fc.asyncProperty(rowsOf(operationId, { maxLength: 30 }), queriesOf(operation, fc.integer({ min: 1, max: 6 })), script, async (made, query, changes) => {
        const account = await listedAccount(database().db, operationId, made);
        const changing = changer(database().db, operationId, account);
        const rest = [...changes];

        const seen = await walk(operation, account.key, query, async () => {
          for (const change of rest.shift() ?? []) await changing.apply(change);
        });

        const { met, want } = compare(operation, query, seen, account.rows, changing);
        expect(met).toEqual(want);
        expect(api.breaches.splice(0)).toEqual([]);
      }),
      30,
    );
  });

  const WAYS = (list.sort?.fields ?? []).flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order, per_page: 2, filters: {} })));

  it.each(WAYS)('shows every row once that is there throughout, with three writers beside it: by $sort, $order', async (query) => {
    const [made = []] = someOf(rowsOf(operationId, { minLength: 40, maxLength: 40 }), 1);
    const account = await listedAccount(database().db, operationId, made);
    const changing = changer(database().db, operationId, account, account.made.slice(0, 20));
    const write = async (changes: Change[]) => {
      for (const change of changes) await changing.apply(change);
    };

    const writers = [0, 1, 2].map((writer) => write(someOf(changesOf(operationId), 90).slice(writer * 30, writer * 30 + 30)));
    const [seen] = await Promise.all([walk(operation, account.key, query), ...writers]);

    const { met, want } = compare(operation, query, seen, account.rows, changing);
    expect(met).toEqual(want);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

/** Follows the cursors to the end. */
async function walk({ path }: ListOperation, key: string, query: ListQuery, between?: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  for (let target: string | undefined = `${path}?${queryText(query)}`; target !== undefined; ) {
    const { items, links } = await readPart(api, key, target);
    seen.push(...items.map(({ id }) => id));
    target = links['next'];
    await between?.();
  }
  return seen;
}

/** What was met of the rows that stayed where they were, twice, or without being there; and what should have been. */
function compare({ list }: ListOperation, query: ListQuery, seen: readonly string[], before: readonly Row[], { added, ended, renamed }: Changer) {
  // Some lists are sorted by the name, and a new one moves the time of the last change, too.
  const moved = ['name', 'updated_at'].includes(query.sort ?? list.sort?.default ?? '') ? renamed : new Set();
  const stay = expectedRows(list, before, query)
    .map(({ id }) => id)
    .filter((id) => !ended.has(id) && !moved.has(id));
  const staying = new Set(stay);
  const known = new Set([...before, ...added].map(({ id }) => id));

  const met = {
    staying: seen.filter((id) => staying.has(id)),
    twice: seen.filter((id, index) => !moved.has(id) && seen.indexOf(id) !== index),
    unknown: seen.filter((id) => !known.has(id)),
  };
  return { met, want: { staying: stay, twice: [], unknown: [] } };
}
