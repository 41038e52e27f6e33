import { beforeAll, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage, aStretch } from '../../test/list-requests.ts';
import type { ListFilter, ListRequest, Position } from '@plumbline/server';
import { newId } from './ids.ts';
import { projectStore } from './projects.ts';
import type { ProjectRow, Scope } from './schema.ts';

const database = testDatabase();
// Sorted otherwise by a locale, and some also by UTF-16 units: U+FF5A stands behind U+1F680 there.
const NAMES = ['a', 'A', 'b', 'B', 'Z', 'z', 'é', 'e\u0301', 'É', 'ß', 'ss', '_', ' a', 'a b', 'ab', '\u{1F680}', '\uFF5A', '\u{10FFFD}', '10', '9', 'Ω', 'ω'];
const TIMES = ['2026-03-06T12:00:00.000Z', '2026-03-06T12:00:00.001Z'];
const COUNT = 500;

let projects: ReturnType<typeof projectStore>;
let scope: Scope;
let all: ProjectRow[];

beforeAll(async () => {
  const { db } = database();
  projects = projectStore(db);
  ({ live: scope } = await newScopes(db));
  all = await fill(scope, COUNT);
  await fill((await newScopes(db)).live, 30);
});

async function fill({ accountId, environment }: Scope, count: number): Promise<ProjectRow[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const time = new Date(TIMES[index % 7 ? 0 : 1] ?? 0);
    return {
      id: newId('prj'),
      name: NAMES[index % NAMES.length] ?? '',
      description: null,
      region: index % 3 ? ('us-east' as const) : ('us-west' as const),
      status: index % 2 ? ('active' as const) : ('archived' as const),
      created_at: time,
      updated_at: time,
    };
  });
  await database().db.insertInto('projects').values(rows.map((row) => ({ account_id: accountId, environment, ...row }))).execute();

  return rows;
}

type Sort = ListRequest['sort'];
type Field = 'name' | 'created_at';

/** UTF-8 sorts by code point. */
const compare = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
const at = (row: ProjectRow) => row.created_at.toISOString();
const text = (row: ProjectRow, field: Field) => (field === 'name' ? row.name : row[field].toISOString());

function inOrder(rows: ProjectRow[], field: Field, descending: boolean): string[] {
  const sorted = rows.toSorted((left, right) => compare(text(left, field), text(right, field)) || compare(left.id, right.id));
  return (descending ? sorted.toReversed() : sorted).map(({ id }) => id);
}

async function walkPages(perPage: number, sort: Sort, filters: ListFilter[] = []) {
  const ids: string[] = [];
  const totals = new Set<number | undefined>();
  for (let page = 1; ; page += 1) {
    const { rows, total } = await projects.list(scope, aPage(page, perPage, { sort, filters }));
    totals.add(total);
    if (rows.length === 0) return { ids, totals: [...totals] };
    ids.push(...rows.map(({ id }) => id));
  }
}

async function walkCursors(perPage: number, sort: Sort, filters: ListFilter[] = []): Promise<string[]> {
  const ids: string[] = [];
  let after: Position | undefined;
  do {
    // Through JSON, as a caller carries it.
    const listed = await projects.list(scope, aStretch(after && (JSON.parse(JSON.stringify(after)) as Position), perPage, { sort, filters }));
    ids.push(...listed.rows.map(({ id }) => id));
    after = listed.next;
  } while (after);
  return ids;
}

describe.each(['name', 'created_at'] as const)(`${COUNT} projects by %s`, (field) => {
  describe.each([
    ['ascending', false],
    ['descending', true],
  ])('%s', (_, descending) => {
    it.each([7, 100, COUNT, 1_000])('come once each, in the order of code points and ids, by %i', async (perPage) => {
      const sort = { field, descending };
      const want = inOrder(all, field, descending);

      expect(await walkPages(perPage, sort)).toEqual({ ids: want, totals: [COUNT] });
      expect(await walkCursors(perPage, sort)).toEqual(want);
    });
  });
});

describe('filters', () => {
  const FIRST = TIMES[0] ?? '';
  const SECOND = TIMES[1] ?? '';

  it.each<[string, ListFilter[], (row: ProjectRow) => boolean]>([
    ['one value', [{ field: 'status', operator: 'eq', value: 'active' }], ({ status }) => status === 'active'],
    ['two fields', [{ field: 'status', operator: 'eq', value: 'active' }, { field: 'region', operator: 'eq', value: 'us-west' }], ({ status, region }) => status === 'active' && region === 'us-west'],
    ['exactly one form of a text', [{ field: 'name', operator: 'eq', value: 'e\u0301' }], ({ name }) => name === 'e\u0301'],
    ['what is there from a moment on', [{ field: 'created_at', operator: 'gte', value: SECOND }], (row) => at(row) === SECOND],
    ['what was there before a moment', [{ field: 'created_at', operator: 'lt', value: SECOND }], (row) => at(row) === FIRST],
    ['a span', [{ field: 'created_at', operator: 'gte', value: FIRST }, { field: 'created_at', operator: 'lt', value: SECOND }], (row) => at(row) === FIRST],
    ['a moment with an offset and more decimals', [{ field: 'created_at', operator: 'gte', value: '2026-03-06T13:00:00.0000001+01:00' }], (row) => at(row) === SECOND],
    ['a moment before all years', [{ field: 'created_at', operator: 'gte', value: '0000-01-01T00:00:00Z' }], () => true],
    ['a moment behind all years', [{ field: 'updated_at', operator: 'lt', value: '9999-12-31T23:59:59-23:59' }], () => true],
    ['what nothing is', [{ field: 'name', operator: 'eq', value: `' or 1=1 --` }], () => false],
  ])('let through %s', async (_, filters, isMeant) => {
    const sort = { field: 'name', descending: false };
    const want = inOrder(all.filter(isMeant), 'name', false);

    expect(await walkPages(90, sort, filters)).toEqual({ ids: want, totals: [want.length] });
    expect(await walkCursors(90, sort, filters)).toEqual(want);
  });

  it.each(['account_id', 'is_default', 'id; drop table projects', ''])('and order by %j are refused', async (field) => {
    const filter = { field, operator: 'eq', value: 'x' } as const;

    await expect(projects.list(scope, aPage(1, 1, { filters: [filter] }))).rejects.toThrow(`There is no field "${field}" to list by, only id, name`);
    await expect(projects.list(scope, aPage(1, 1, { sort: { field, descending: false } }))).rejects.toThrow('There is no field');
  });
});

describe('cursors', () => {
  it('meet every row once that is there all along, while others come and go', async () => {
    const { live } = await newScopes(database().db);
    const stay = await fill(live, 60);
    const going = await fill(live, 60);
    const seen: string[] = [];
    let after: Position | undefined;
    do {
      const { rows, next } = await projects.list(live, aStretch(after, 7, { sort: { field: 'name', descending: true } }));
      seen.push(...rows.map(({ id }) => id));
      after = next;
      // One goes from anywhere, one is what the next stretch begins behind, and one comes.
      const last = rows.at(-1)?.id;
      for (const gone of [...going.splice(0, 1), ...going.filter(({ id }) => id === last)]) await projects.remove(live, gone.id);
      await fill(live, 1);
    } while (after && seen.length < 500);
    const kept = new Set(stay.map(({ id }) => id));

    expect(seen.filter((id) => kept.has(id))).toEqual(inOrder(stay, 'name', true));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('cannot stand on what may be null', async () => {
    const sort = { field: 'description', descending: false };

    await expect(projects.list(scope, aStretch(undefined, 1, { sort }))).rejects.toThrow('not by null');
  });
});
