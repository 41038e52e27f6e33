import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { projectStore } from './projects.ts';
import { resourceStore } from './resources.ts';
import type { ResourceRow, Scope } from './schema.ts';

const database = testDatabase();
const NEW = { name: 'resize', type: 'processor', config: { timeout: 30, url: null } } as const;

let resources: ReturnType<typeof resourceStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;
let project_id: string;
let other_id: string;

beforeEach(async () => {
  const { db } = database();
  resources = resourceStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
  [project_id, other_id] = [await newProject(mine), await newProject(mine)];
});

async function newProject(scope: Scope): Promise<string> {
  return (await projectStore(database().db).insert(scope, { name: 'P', description: null, region: 'us-east' })).id;
}

/** A resource that must come out of an insert. */
async function insert(scope: Scope, resource: Parameters<typeof resources.insert>[1]): Promise<ResourceRow> {
  const made = await resources.insert(scope, resource);
  if (made === 'project_missing') throw new Error(`There is no project ${resource.project_id}.`);
  return made;
}

const refuse = () => {
  throw new Error('not this one');
};

describe('insert and find', () => {
  it('makes id, status and timestamps', async () => {
    const made = await insert(mine, { ...NEW, project_id });

    expect(made).toEqual({
      ...NEW,
      id: expect.stringMatching(/^res_[0-9A-Za-z]{22}$/),
      project_id,
      status: 'active',
      created_at: expect.any(Date),
      updated_at: made.created_at,
    });
    expect(await resources.find(mine, made.id)).toEqual(made);
  });

  it('keeps what is given, the config to the last character', async () => {
    const given = {
      id: 'res_4GhT9sKq2LmN8vRxYbZ1Wc',
      project_id,
      name: `\u{1F680} '"`,
      type: 'queue',
      status: 'inactive',
      config: { timeout: 900, url: 'https://example.com/?a="b\\"', deep: [1, 0.1, true, null, { '': '\u{1F680}' }] },
      created_at: new Date('2026-03-06T12:00:00.123Z'),
      updated_at: new Date('2026-03-07T12:00:00.999Z'),
    } as const;

    expect(await insert(mine, given)).toEqual(given);
    expect(await resources.find(mine, given.id)).toEqual(given);
  });

  it.each([
    ['does not exist', () => 'prj_0'],
    ['cannot exist', () => 'prj_\0'],
    ['is of the other environment', () => newProject(sandbox)],
    ['is of another account', () => newProject(foreign)],
  ])('refuses a project that %s', async (_, project) => {
    expect(await resources.insert(mine, { ...NEW, project_id: await project() })).toBe('project_missing');
    expect((await resources.list(mine, aPage(1, 1))).total).toBe(0);
  });

  it('throws on an id that is there already', async () => {
    const { id } = await insert(mine, { ...NEW, project_id });

    await expect(resources.insert(mine, { ...NEW, id, project_id })).rejects.toMatchObject({ code: '23505' });
  });
});

describe('update', () => {
  it('changes what is given and the time of the change', async () => {
    const made = await insert(mine, { ...NEW, project_id, updated_at: new Date(0) });
    const changed = await resources.update(mine, made.id, () => ({ status: 'inactive', config: { timeout: 5 } }));

    expect(changed).toEqual({ ...made, status: 'inactive', config: { timeout: 5 }, updated_at: expect.any(Date) });
    expect(changed).not.toMatchObject({ updated_at: made.updated_at });
    expect(await resources.find(mine, made.id)).toEqual(changed);
  });

  it('never changes type or project', async () => {
    const made = await insert(mine, { ...NEW, project_id });
    const smuggled = { name: 'x', type: 'queue', project_id: other_id, account_id: foreign.accountId };

    expect(await resources.update(mine, made.id, () => smuggled)).toMatchObject({ name: 'x', type: 'processor', project_id });
  });
});

describe('with a guard', () => {
  it('update and remove show it the row, and do their work when it is content', async () => {
    const made = await insert(mine, { ...NEW, project_id });
    const guard = vi.fn<(row: unknown) => void>();
    const changed = await resources.update(mine, made.id, () => ({ name: 'renamed' }), guard);

    expect(await resources.remove(mine, made.id, guard)).toEqual(changed);
    expect(guard.mock.calls).toEqual([[made], [changed]]);
  });

  it('update and remove throw what it throws, and leave the row', async () => {
    const made = await insert(mine, { ...NEW, project_id });

    await expect(resources.update(mine, made.id, () => ({ name: 'x' }), refuse)).rejects.toThrow('not this one');
    await expect(resources.remove(mine, made.id, refuse)).rejects.toThrow('not this one');
    expect(await resources.find(mine, made.id)).toEqual(made);
  });
});

describe('remove', () => {
  it('returns the resource once', async () => {
    const made = await insert(mine, { ...NEW, project_id });

    expect(await resources.remove(mine, made.id)).toEqual(made);
    expect(await resources.remove(mine, made.id)).toBeUndefined();
  });

  it('comes with the project', async () => {
    const { id } = await insert(mine, { ...NEW, project_id });
    const kept = await insert(mine, { ...NEW, project_id: other_id });
    await projectStore(database().db).remove(mine, project_id);

    expect(await resources.find(mine, id)).toBeUndefined();
    expect((await resources.list(mine, aPage(1, 10))).rows).toEqual([kept]);
  });
});

describe('list', () => {
  it.each(['project_id', 'type', 'status', 'name'] as const)('shows only what has one %s', async (field) => {
    const made = await insert(mine, { ...NEW, project_id });
    await insert(mine, { name: 'jobs', type: 'queue', status: 'inactive', config: {}, project_id: other_id });

    expect(await resources.list(mine, aPage(1, 10, { filters: [{ field, operator: 'eq', value: made[field] }] }))).toEqual({ rows: [made], total: 1 });
  });
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
  ['another project', () => ({ ...mine, projectId: other_id })],
])('from %s', (_, scope) => {
  it('nothing is seen, changed, deleted or put into the project', async () => {
    const made = await insert(mine, { ...NEW, project_id });

    expect(await resources.list(scope(), aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await resources.find(scope(), made.id)).toBeUndefined();
    expect(await resources.update(scope(), made.id, () => ({ name: 'x' }))).toBeUndefined();
    expect(await resources.update(scope(), made.id, () => ({ name: 'x' }), refuse)).toBeUndefined();
    expect(await resources.remove(scope(), made.id)).toBeUndefined();
    expect(await resources.remove(scope(), made.id, refuse)).toBeUndefined();
    expect(await resources.insert(scope(), { ...NEW, project_id })).toBe('project_missing');
    expect(await resources.find(mine, made.id)).toEqual(made);
  });
});

it('a scope that is bound to a project works inside that one', async () => {
  const bound: Scope = { ...mine, projectId: project_id };
  const made = await insert(bound, { ...NEW, project_id });
  await insert(mine, { ...NEW, project_id: other_id });

  expect(await resources.list(bound, aPage(1, 10))).toEqual({ rows: [made], total: 1 });
  expect(await resources.update(bound, made.id, () => ({ name: 'renamed' }))).toMatchObject({ name: 'renamed' });
  expect(await resources.remove(bound, made.id)).toMatchObject({ name: 'renamed' });
});

it('an id with U+0000 is of no resource', async () => {
  expect(await resources.find(mine, 'res_\0')).toBeUndefined();
  expect(await resources.update(mine, 'res_\0', () => ({ name: 'x' }))).toBeUndefined();
  expect(await resources.remove(mine, 'res_\0')).toBeUndefined();
});
