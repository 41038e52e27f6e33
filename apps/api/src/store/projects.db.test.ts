import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { projectStore } from './projects.ts';
import type { Scope } from './schema.ts';

const database = testDatabase();
const NEW = { name: 'edge-ingest', description: null, region: 'us-east' } as const;

let projects: ReturnType<typeof projectStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

beforeEach(async () => {
  const { db } = database();
  projects = projectStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
});

describe('insert and find', () => {
  it('makes id, status and timestamps', async () => {
    const made = await projects.insert(mine, NEW);

    expect(made).toEqual({
      ...NEW,
      id: expect.stringMatching(/^prj_[0-9A-Za-z]{22}$/),
      status: 'active',
      created_at: expect.any(Date),
      updated_at: made.created_at,
    });
    expect(await projects.find(mine, made.id)).toEqual(made);
  });

  it('keeps what is given, to the millisecond and the last character', async () => {
    const given = {
      id: 'prj_4GhT9sKq2LmN8vRxYbZ1Wc',
      name: `\u{1F680} '"; drop table projects; --`,
      description: 'a\nb\t\\',
      region: 'eu-central',
      status: 'archived',
      created_at: new Date('2026-03-06T12:00:00.123Z'),
      updated_at: new Date('2026-03-07T12:00:00.999Z'),
    } as const;

    expect(await projects.insert(mine, given)).toEqual(given);
    expect(await projects.insert(sandbox, given)).toEqual(given);
    expect(await projects.find(mine, given.id)).toEqual(given);
  });
});

describe('update', () => {
  it('changes what is given and the time of the change', async () => {
    const made = await projects.insert(mine, { ...NEW, created_at: new Date(0), updated_at: new Date(0) });
    const changed = await projects.update(mine, made.id, { name: 'renamed', description: undefined });

    expect(changed).toEqual({ ...made, name: 'renamed', updated_at: expect.any(Date) });
    expect(changed?.updated_at.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await projects.find(mine, made.id)).toEqual(changed);
  });
});

describe('remove', () => {
  it('returns the project once', async () => {
    const made = await projects.insert(mine, NEW);

    expect(await projects.remove(mine, made.id)).toEqual(made);
    expect(await projects.remove(mine, made.id)).toBeUndefined();
    expect(await projects.find(mine, made.id)).toBeUndefined();
  });
});

describe('list', () => {
  it('is ordered by time, then id by code point, and paged without gap or duplicate', async () => {
    for (const [id, second] of [['prj_a', 2], ['prj_B', 2], ['prj_c', 1], ['prj_d', 3], ['prj_E', 3]] as const) {
      await projects.insert(mine, { ...NEW, id, created_at: at(second) });
    }
    const pages = await Promise.all([1, 2, 3, 4].map((page) => projects.list(mine, { page, perPage: 2 })));

    expect(pages.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['prj_c', 'prj_B'], ['prj_a', 'prj_E'], ['prj_d'], []]);
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5, 5]);
  });

  it.each([
    ['an empty list', 0, { page: 1, perPage: 2 }, 0],
    ['past the end of an empty list', 0, { page: 3, perPage: 2 }, 0],
    ['a page that the list fills exactly', 2, { page: 1, perPage: 2 }, 2],
    ['far past the end', 3, { page: 1_000_000, perPage: 100 }, 3],
  ])('counts on %s', async (_, count, request, total) => {
    for (let made = 0; made < count; made += 1) await projects.insert(mine, NEW);

    expect((await projects.list(mine, request)).total).toBe(total);
  });

  it('shows only one status when asked to', async () => {
    for (const status of ['active', 'archived', 'active'] as const) await projects.insert(mine, { ...NEW, status });

    expect((await projects.list(mine, { page: 1, perPage: 1, status: 'active' })).total).toBe(2);
    expect((await projects.list(mine, { page: 1, perPage: 9, status: 'archived' })).rows).toHaveLength(1);
  });
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
])('from %s', (_, scope) => {
  it('nothing is seen, changed or deleted', async () => {
    const made = await projects.insert(mine, NEW);

    expect(await projects.list(scope(), { page: 1, perPage: 10 })).toEqual({ rows: [], total: 0 });
    expect(await projects.find(scope(), made.id)).toBeUndefined();
    expect(await projects.update(scope(), made.id, { name: 'taken over' })).toBeUndefined();
    expect(await projects.remove(scope(), made.id)).toBeUndefined();
    expect(await projects.find(mine, made.id)).toEqual(made);
  });

  it('a project cannot be put into a scope by what it holds', async () => {
    const smuggled = { ...NEW, account_id: mine.accountId, environment: mine.environment };
    await projects.insert(scope(), smuggled);

    expect((await projects.list(mine, { page: 1, perPage: 10 })).total).toBe(0);
  });
});

it.each(['prj_\0', '\0', "' or 1=1 --", 'x'.repeat(100_000), '\u{1F600}', '\uD800'])('the id %j is of no project', async (id) => {
  expect(await projects.find(mine, id)).toBeUndefined();
  expect(await projects.update(mine, id, { name: 'x' })).toBeUndefined();
  expect(await projects.remove(mine, id)).toBeUndefined();
});
