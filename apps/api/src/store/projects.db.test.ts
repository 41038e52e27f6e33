import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { projectStore } from './projects.ts';
import type { Scope } from './schema.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const NEW = { name: 'edge-ingest', description: null, region: 'us-east' } as const;

let projects: ReturnType<typeof projectStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;

const only = (value: string) => ({ filters: [{ field: 'status', operator: 'eq' as const, value }] });
const refuse = () => {
  throw new Error('not this one');
};
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

  it('never gives two states the same time', async () => {
    const late = new Date(Date.now() + 3_600_000);
    const { id } = await projects.insert(mine, { ...NEW, updated_at: late });
    const times = [await projects.update(mine, id, { name: 'a' }), await projects.update(mine, id, { name: 'b' })].map((row) => row?.updated_at.getTime());

    expect(times).toEqual([late.getTime() + 1, late.getTime() + 2]);
  });
});

describe('with a guard', () => {
  it('update and remove show it the row, and do their work when it is content', async () => {
    const made = await projects.insert(mine, NEW);
    const guard = vi.fn<(row: unknown) => void>();
    const changed = await projects.update(mine, made.id, { name: 'renamed' }, guard);
    const removed = await projects.remove(mine, made.id, guard);

    expect(guard.mock.calls).toEqual([[made], [changed]]);
    expect(removed).toEqual(changed);
    expect(await projects.find(mine, made.id)).toBeUndefined();
  });

  it('update and remove throw what it throws, and leave the row', async () => {
    const made = await projects.insert(mine, NEW);

    await expect(projects.update(mine, made.id, { name: 'renamed' }, refuse)).rejects.toThrow('not this one');
    await expect(projects.remove(mine, made.id, refuse)).rejects.toThrow('not this one');
    expect(await projects.find(mine, made.id)).toEqual(made);
  });

  it('takes part in the transaction that the store is made on', async () => {
    const made = await projects.insert(mine, NEW);
    const work = transaction(database().db, async (trx) => {
      await projectStore(trx).update(mine, made.id, { name: 'renamed' }, () => {});
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await projects.find(mine, made.id)).toEqual(made);
  });

  it('asks nobody about a project that is not there or not seen', async () => {
    const { id } = await projects.insert(foreign, NEW);

    expect(await projects.update(mine, id, { name: 'x' }, refuse)).toBeUndefined();
    expect(await projects.remove(mine, id, refuse)).toBeUndefined();
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
    const pages = await Promise.all([1, 2, 3, 4].map((page) => projects.list(mine, aPage(page, 2))));

    expect(pages.map(({ rows }) => rows.map(({ id }) => id))).toEqual([['prj_c', 'prj_B'], ['prj_a', 'prj_E'], ['prj_d'], []]);
    expect(pages.map(({ total }) => total)).toEqual([5, 5, 5, 5]);
  });

  it.each([
    ['an empty list', 0, aPage(1, 2), 0],
    ['past the end of an empty list', 0, aPage(3, 2), 0],
    ['a page that the list fills exactly', 2, aPage(1, 2), 2],
    ['far past the end', 3, aPage(1_000_000, 100), 3],
  ])('counts on %s', async (_, count, request, total) => {
    for (let made = 0; made < count; made += 1) await projects.insert(mine, NEW);

    expect((await projects.list(mine, request)).total).toBe(total);
  });

  it('shows only one status when asked to', async () => {
    for (const status of ['active', 'archived', 'active'] as const) await projects.insert(mine, { ...NEW, status });

    expect((await projects.list(mine, aPage(1, 1, only('active')))).total).toBe(2);
    expect((await projects.list(mine, aPage(1, 9, only('archived')))).rows).toHaveLength(1);
  });
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
])('from %s', (_, scope) => {
  it('nothing is seen, changed or deleted', async () => {
    const made = await projects.insert(mine, NEW);

    expect(await projects.list(scope(), aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await projects.find(scope(), made.id)).toBeUndefined();
    expect(await projects.update(scope(), made.id, { name: 'taken over' })).toBeUndefined();
    expect(await projects.remove(scope(), made.id)).toBeUndefined();
    expect(await projects.find(mine, made.id)).toEqual(made);
  });

  it('a project cannot be put into a scope by what it holds', async () => {
    const smuggled = { ...NEW, account_id: mine.accountId, environment: mine.environment };
    await projects.insert(scope(), smuggled);

    expect((await projects.list(mine, aPage(1, 10))).total).toBe(0);
  });
});

describe('from a scope that is bound to a project', () => {
  it('that one is seen, changed and deleted, and no other', async () => {
    const own = await projects.insert(mine, NEW);
    const other = await projects.insert(mine, NEW);
    const bound: Scope = { ...mine, projectId: own.id };

    expect(await projects.list(bound, aPage(1, 10))).toEqual({ rows: [own], total: 1 });
    expect(await projects.find(bound, own.id)).toEqual(own);
    expect(await projects.find(bound, other.id)).toBeUndefined();
    expect(await projects.update(bound, other.id, { name: 'x' })).toBeUndefined();
    expect(await projects.remove(bound, other.id)).toBeUndefined();
    expect(await projects.update(bound, other.id, { name: 'x' }, refuse)).toBeUndefined();
    expect(await projects.remove(bound, other.id, refuse)).toBeUndefined();
    expect(await projects.update(bound, own.id, { name: 'x' })).toMatchObject({ name: 'x' });
    expect(await projects.remove(bound, own.id)).toMatchObject({ id: own.id });
    expect(await projects.find(mine, other.id)).toEqual(other);
  });

  it.each([
    ['a project of another account', () => foreign],
    ['an empty id', () => undefined],
  ])('%s opens nothing', async (_, owner) => {
    const scope = owner();
    const projectId = scope ? (await projects.insert(scope, NEW)).id : '';
    await projects.insert(mine, NEW);

    expect((await projects.list({ ...mine, projectId }, aPage(1, 10))).total).toBe(0);
    expect(await projects.ensureDefault({ ...mine, projectId })).toBeUndefined();
  });
});

describe('the default project', () => {
  it('is made when it is asked for, once however many ask at once', async () => {
    expect(await projects.findDefault(mine)).toBeUndefined();

    const asked = await Promise.all(Array.from({ length: 20 }, () => projects.ensureDefault(mine)));
    const made = await projects.findDefault(mine);

    expect(made).toMatchObject({ name: 'Default', description: null, region: 'us-east', status: 'active' });
    expect(asked.map((one) => one?.project)).toEqual(Array.from({ length: 20 }, () => made));
    expect(asked.filter((one) => one?.isNew)).toHaveLength(1);
    expect((await projects.list(mine, aPage(1, 10))).rows).toEqual([made]);
  });

  it('stays the default under another name, and is made anew once it is deleted', async () => {
    const { id = '' } = (await projects.ensureDefault(mine))?.project ?? {};
    const renamed = await projects.update(mine, id, { name: 'Everything' });

    expect(await projects.ensureDefault(mine)).toEqual({ project: renamed, isNew: false });
    await projects.remove(mine, id);
    expect(await projects.ensureDefault(mine)).toEqual({ project: expect.not.objectContaining({ id }), isNew: true });
  });

  it('is one of its own in each environment and account', async () => {
    const made = await Promise.all([mine, sandbox, foreign].map((scope) => projects.ensureDefault(scope)));

    expect(new Set(made.map((one) => one?.project.id)).size).toBe(3);
  });

  it('is made in the transaction that the store is made on', async () => {
    const work = transaction(database().db, async (trx) => {
      await projectStore(trx).ensureDefault(mine);
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await projects.findDefault(mine)).toBeUndefined();
  });

  it('is, for a scope that is bound to a project, that one', async () => {
    const own = await projects.insert(mine, NEW);
    const bound: Scope = { ...mine, projectId: own.id };
    await projects.ensureDefault(mine);

    expect(await projects.ensureDefault(bound)).toEqual({ project: own, isNew: false });
    expect(await projects.findDefault(bound)).toBeUndefined();
  });
});

it.each(['prj_\0', '\0', "' or 1=1 --", 'x'.repeat(100_000), '\u{1F600}', '\uD800'])('the id %j is of no project', async (id) => {
  expect(await projects.find(mine, id)).toBeUndefined();
  expect(await projects.update(mine, id, { name: 'x' })).toBeUndefined();
  expect(await projects.remove(mine, id)).toBeUndefined();
});
