import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { LIST_OPERATIONS } from './harness/list-operations.ts';
import { pageSize, queriesOf, queryText } from './harness/list-query.ts';
import { rowsOf } from './harness/list-rows.ts';
import { listedAccount } from './harness/listed-account.ts';
import { holds } from './harness/property.ts';
import { readPart, type ReadPart } from './harness/read-list.ts';
import { expectedRows, shown } from './harness/reference-list.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(LIST_OPERATIONS.filter(({ list }) => list.style === 'cursor'))('$title', (operation) => {
  const { operationId, path, list, fields } = operation;

  it('shows every row once, in order, from cursor to cursor, and its links lead the same way', async () => {
    await holds(
      fc.asyncProperty(rowsOf(operationId, { maxLength: 40 }), queriesOf(operation), async (made, query) => {
        const { key, rows } = await listedAccount(database().db, operationId, made);
        const want = expectedRows(list, rows, query);
        const perPage = pageSize(operation, query);
        const beginning = `${path}?${queryText(query)}`;

        const items: ReadPart['items'] = [];
        let target: string | undefined = beginning;
        while (target !== undefined) {
          const part = await readPart(api, key, target);
          const { next_cursor: cursor } = part.meta;
          items.push(...part.items);
          const isLast = items.length >= want.length;
          expect(part.items).toHaveLength(Math.min(perPage, want.length - items.length + part.items.length));
          expect({ ...part.meta, next_cursor: cursor === null ? 'null' : typeof cursor }).toEqual({ per_page: perPage, has_next: !isLast, next_cursor: isLast ? 'null' : 'string' });
          expect(parametersOf(part.links['first'])).toEqual(parametersOf(beginning));
          expect(parametersOf(part.links['next'])).toEqual(isLast ? undefined : { ...parametersOf(beginning), cursor });
          target = part.links['next'];
        }

        expect(items.map((item) => shown(item, fields))).toEqual(want.map((row) => shown(row, fields)));
        expect(api.breaches.splice(0)).toEqual([]);
      }),
      30,
    );
  });
});

/** The path of a target and its parameters, in whatever order they stand. */
function parametersOf(target: string | undefined) {
  if (target === undefined) return undefined;
  const { pathname, searchParams } = new URL(target, 'http://server.example');
  return { pathname, ...Object.fromEntries(searchParams) };
}
