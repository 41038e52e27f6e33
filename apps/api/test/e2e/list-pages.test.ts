import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { LIST_OPERATIONS } from './harness/list-operations.ts';
import { pageSize, queriesOf, queryText } from './harness/list-query.ts';
import { rowsOf } from './harness/list-rows.ts';
import { listedAccount } from './harness/listed-account.ts';
import { holds } from './harness/property.ts';
import { listReader, type ReadPart } from './harness/read-list.ts';
import { expectedRows, shown } from './harness/reference-list.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

/** The highest that the contract takes. */
const FARTHEST = 1_000_000;

describe.each(LIST_OPERATIONS.filter(({ list }) => list.style === 'page'))('$title', (operation) => {
  const { operationId, path, list, fields } = operation;

  it('shows every row once, in order, on whatever pages, and its numbers and links agree', async () => {
    await holds(
      fc.asyncProperty(rowsOf(operationId, { maxLength: 40 }), queriesOf(operation), async (made, query) => {
        const { key, rows } = await listedAccount(database().db, operationId, made);
        const want = expectedRows(list, rows, query);
        const perPage = pageSize(operation, query);
        const last = Math.ceil(want.length / perPage);
        const read = listReader(api, key);
        const target = (page: number) => `${path}?${queryText(query)}&page=${page}`;

        expect(place(await read(`${path}?${queryText(query)}`))).toEqual(place(await read(target(1))));
        for (const page of [...Array.from({ length: last + 1 }, (_, index) => index + 1), FARTHEST]) {
          const part = await read(target(page));
          const rowsOfPage = want.slice((page - 1) * perPage, page * perPage);
          expect(part.items.map((item) => shown(item, fields))).toEqual(rowsOfPage.map((row) => shown(row, fields)));
          const isBehindAny = page > 1 && last > 0;
          expect(part.meta).toEqual({ page, per_page: perPage, total_items: want.length, total_pages: last, has_next: page < last, has_previous: isBehindAny });

          const neighbours = {
            first: 1,
            ...(isBehindAny && { prev: Math.min(page - 1, last) }),
            ...(page < last && { next: page + 1 }),
            ...(last > 0 && { last }),
          };
          expect(Object.keys(part.links).toSorted()).toEqual(Object.keys(neighbours).toSorted());
          for (const [relation, to] of Object.entries(neighbours)) {
            expect(place(await read(part.links[relation] ?? ''))).toEqual(place(await read(target(to))));
          }
        }
        expect(api.breaches.splice(0)).toEqual([]);
      }),
      30,
    );
  });
});

/** What two answers have in common when they are of the same page; a key's last use may have changed meanwhile. */
function place({ items, meta }: ReadPart) {
  return { ids: items.map(({ id }) => id), meta };
}
