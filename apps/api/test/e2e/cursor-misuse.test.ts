import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueKey } from '../../src/accounts/issue-key.ts';
import { SCOPES } from '../../src/accounts/scopes.ts';
import type { Scope } from '../../src/store/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { listOperation, LIST_OPERATIONS, type ListOperation } from './harness/list-operations.ts';
import { queryText, type ListQuery } from './harness/list-query.ts';
import { REFERENCES, rowsOf, type Row } from './harness/list-rows.ts';
import { listedAccount, type ListedAccount } from './harness/listed-account.ts';
import { holds, someOf } from './harness/property.ts';
import { readPart } from './harness/read-list.ts';
import { expectedRows } from './harness/reference-list.ts';
import { rightValue } from './harness/right-value.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

const WALKED = LIST_OPERATIONS.filter(({ list }) => list.style === 'cursor');

describe.each(WALKED)('a cursor of $title', (operation) => {
  const { operationId, path, list, parameters } = operation;
  const { fields = [], default: byDefault = '', order = 'asc' } = list.sort ?? {};
  const plain: ListQuery = { filters: {}, per_page: 1 };
  const inOrder = (rows: readonly Row[]) => expectedRows(list, rows, plain).map(({ id }) => id);
  let account: ListedAccount;
  let cursor: string;

  beforeAll(async () => {
    const [made = []] = someOf(rowsOf(operationId, { minLength: 12, maxLength: 12 }), 1);
    account = await listedAccount(database().db, operationId, made);
    cursor = await cursorOf(plain);
  });

  async function cursorOf(query: ListQuery): Promise<string> {
    return String((await readPart(api, account.key, `${path}?${queryText(query)}`)).meta['next_cursor']);
  }

  async function refused(target: string): Promise<unknown> {
    const { status, json } = await api.send('GET', target, { key: account.key });
    expect(api.breaches.splice(0)).toEqual([]);
    return { status, code: json.error?.code, pointers: json.error?.details?.map(({ in: place, pointer }) => place + pointer) };
  }

  const REFUSED = { status: 400, code: 'invalid_parameter', pointers: ['query/cursor'] };
  const filtered = Object.keys(list.filters).map((name) => ({ what: `the filter ${name}`, query: { filters: { [name]: { text: rightValue(parameters[name] ?? {}) } } } }));

  const OTHER_LISTS: { what: string; query: Partial<ListQuery> }[] = [
    ...fields.filter((field) => field !== byDefault).map((sort) => ({ what: `sort=${sort}`, query: { sort } })),
    { what: 'the other order', query: { order: order === 'asc' ? ('desc' as const) : ('asc' as const) } },
    ...filtered,
  ];

  it.each(OTHER_LISTS)('is refused with $what', async ({ query }) => {
    expect(await refused(`${path}?${queryText({ ...plain, ...query })}&cursor=${cursor}`)).toEqual(REFUSED);
  });

  // No two users of an account have one address, so that a list by it has one page and no cursor.
  it.each(filtered.filter(({ query }) => !('email' in query.filters)))('that was given with $what is refused without it', async ({ query }) => {
    const [name = ''] = Object.keys(query.filters);
    const filters = { [name]: { text: metByTwo(name) } };
    expect(await refused(`${path}?${queryText(plain)}&cursor=${await cursorOf({ ...plain, filters })}`)).toEqual(REFUSED);
  });

  /** A page of one row has a cursor only when two rows match. */
  function metByTwo(name: string): string {
    const { field = '', operator } = list.filters[name] ?? {};
    if (operator !== 'eq') return operator === 'gte' ? '1970-01-01T00:00:00Z' : '2200-01-01T00:00:00Z';
    const values = account.rows.map((row) => row[field]).filter((value) => value !== null);
    return String(values.find((value, index) => values.indexOf(value) !== index));
  }

  it.each(WALKED.filter((other) => other !== operation))('is refused by $title', async (other) => {
    expect(await refused(`${other.path}?per_page=1&cursor=${cursor}`)).toEqual(REFUSED);
  });

  it('is refused by v1, which has pages', async () => {
    expect(await refused(`${listOperation('v1', operationId).path}?per_page=1&cursor=${cursor}`)).toEqual(REFUSED);
  });

  it.each([
    ['another size of pages', `per_page=7`],
    ['no size', ''],
    ['the default sort and order spelled out', `sort=${byDefault}&order=${order}`],
  ])('goes on with %s', async (_, query) => {
    const { items } = await readPart(api, account.key, `${path}?${query}&cursor=${cursor}`);
    const rest = inOrder(account.rows).slice(1);
    expect(items.map(({ id }) => id)).toEqual(rest.slice(0, query === 'per_page=7' ? 7 : 20));
  });

  it.each<[string, (cursor: string) => string]>([
    ['without its last letter', (text) => text.slice(0, -1)],
    ['cut in the middle', (text) => text.slice(0, text.length / 2)],
    ['cut down to its seal', (text) => text.slice(0, 43)],
    ['without its first letter', (text) => text.slice(1)],
    ['with a letter more', (text) => `${text}A`],
    ['padded', (text) => `${text}=`],
    ['twice as long', (text) => text + text],
    ['with a space before it', (text) => `%20${text}`],
    ['with a line feed behind it', (text) => `${text}%0A`],
    ['with U+0000', (text) => `${text}%00`],
    ['in the other case', (text) => text.replaceAll(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))],
    ['backwards', (text) => Array.from(text).toReversed().join('')],
    ['with another seal', (text) => 'A'.repeat(43) + text.slice(43)],
    ['with what it says behind it in clear', () => encodeURIComponent('["",0,"a"]')],
    ['empty', () => ''],
    ['of one letter', () => 'A'],
    ['null', () => 'null'],
    ['a page number', () => '2'],
    ['an id', () => account.rows[0]?.id ?? ''],
    ['no ASCII', () => encodeURIComponent('🚀 مرحبا')],
    ['of 2,000 letters', () => 'A'.repeat(2_000)],
    ['of 2,001 letters', () => 'A'.repeat(2_001)],
    ['given twice', (text) => `${text}&cursor=${text}`],
  ])('is refused %s', async (_, spoil) => {
    expect(await refused(`${path}?per_page=1&cursor=${spoil(cursor)}`)).toEqual(REFUSED);
  });

  it('is refused with any letter changed, and any other text is, too', async () => {
    const changed = fc
      .record({ at: fc.nat(1_000), letter: fc.constantFrom(...'AQgwZz09-_+/=') })
      .map(({ at, letter }) => (text: string) => text.slice(0, at % text.length) + letter + text.slice((at % text.length) + 1));
    const other = fc.oneof(fc.base64String({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 50 })).map((text) => () => text);
    await holds(
      fc.asyncProperty(fc.oneof(changed, other), async (spoil) => {
        fc.pre(spoil(cursor) !== cursor);
        expect(await refused(`${path}?per_page=1&cursor=${encodeURIComponent(spoil(cursor))}`)).toEqual(REFUSED);
      }),
      40,
    );
  });

  // A cursor is sealed for its list, not for whom it was given to: it is a place in the order, and whoever brings it
  // sees of their own rows what stands behind that place.
  it.each(STRANGERS.filter(({ isBound }) => !isBound || isOpenToBound(operation)))('shows $who nothing but their own, from the same place on', async ({ come }) => {
    const { key, rows } = await come(operation, account);

    const { items } = await readPart(api, key, `${path}?per_page=100&cursor=${cursor}`);

    const [place] = expectedRows(list, account.rows, plain);
    const others = rows.filter(({ id }) => id !== place?.id);
    const together = inOrder(place ? [...others, place] : others);
    expect(items.map(({ id }) => id)).toEqual(together.slice(together.indexOf(place?.id ?? '') + 1));
    expect(rows.length).toBeGreaterThan(0);
  });
});

interface Stranger {
  who: string;
  isBound?: boolean;
  /** @returns their key, and what the list has for them */
  come(operation: ListOperation, account: ListedAccount): Promise<{ key: string; rows: Row[] }>;
}

const PROJECT = REFERENCES[1] ?? '';

const STRANGERS: Stranger[] = [
  {
    who: 'another account',
    async come({ operationId }) {
      const [, made = []] = someOf(rowsOf(operationId, { minLength: 12, maxLength: 12 }), 2);
      return listedAccount(database().db, operationId, made);
    },
  },
  { who: 'the other environment', come: (operation, { scope, live }) => withKey(operation, { ...scope, environment: 'live' }, live) },
  {
    who: 'a key that is bound to a project',
    isBound: true,
    async come(operation, { scope, rows }) {
      const projectOf = (row: Row) => (operation.operationId === 'listProjects' ? row.id : row['project_id']);
      const projectId = operation.operationId === 'listProjects' ? (rows[0]?.id ?? '') : PROJECT;
      return withKey(operation, { ...scope, projectId }, rows.filter((row) => projectOf(row) === projectId));
    },
  },
];

/** Makes one more key, which is itself among keys that are listed. */
async function withKey({ operationId }: ListOperation, scope: Scope, rows: readonly Row[]): Promise<{ key: string; rows: Row[] }> {
  const { key, row } = await issueKey(createStore(database().db), scope, { name: 'Stranger', userId: null, scopes: SCOPES, projectId: scope.projectId });
  return { key, rows: operationId === 'listKeys' ? [...rows, { ...row }] : [...rows] };
}

function isOpenToBound({ version, operationId }: ListOperation): boolean {
  return VERSIONS.some(({ name, contract }) => name === version && contract.operations[operationId].access === 'any');
}
