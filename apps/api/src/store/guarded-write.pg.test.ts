import { beforeEach, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import type { Guard } from './guarded-write.ts';
import type { Scope } from './schema.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();

/** Something that is there and can be changed, however the store calls it. */
interface Subject {
  find(): Promise<{ updated_at: Date } | undefined>;
  rename(name: string, guard: Guard<{ updated_at: Date }>): Promise<unknown>;
}

let store: Store;
let scope: Scope;

beforeEach(async () => {
  store = createStore(database().db);
  ({ live: scope } = await newScopes(database().db));
});

async function aProject(): Promise<Subject> {
  const { id } = await store.projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
  return { find: () => store.projects.find(scope, id), rename: (name, guard) => store.projects.update(scope, id, { name }, guard) };
}

async function aUser(): Promise<Subject> {
  const user = await store.users.insert(scope, { name: 'U', email: 'u@example.com', password_hash: '' });
  const id = typeof user === 'string' ? '' : user.id;
  return { find: () => store.users.find(scope, id), rename: (name, guard) => store.users.update(scope, id, { name }, guard) };
}

async function aResource(): Promise<Subject> {
  const project_id = (await store.projects.ensureDefault(scope))?.project.id ?? '';
  const resource = await store.resources.insert(scope, { name: 'R', type: 'queue', config: {}, project_id });
  const id = typeof resource === 'string' ? '' : resource.id;
  return { find: () => store.resources.find(scope, id), rename: (name, guard) => store.resources.update(scope, id, () => ({ name }), guard) };
}

const settings = async (): Promise<Subject> => ({
  find: () => store.settings.find(scope),
  rename: (name, guard) => store.settings.update(scope, { name }, guard),
});

it.each([
  ['a project', aProject],
  ['a user', aUser],
  ['a resource', aResource],
  ['settings', settings],
])('of 20 that change %s at once as it was before, exactly one does', async (_, make) => {
  const subject = await make();
  const before = await subject.find();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_each, index) =>
      subject.rename(`${index}`, (row) => {
        if (row.updated_at.getTime() !== before?.updated_at.getTime()) throw new Error('stale');
      }),
    ),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : []))).toEqual(Array.from({ length: 19 }, () => 'Error: stale'));
  expect(await subject.find()).toMatchObject({ name: `${outcomes.findIndex(({ status }) => status === 'fulfilled')}` });
});

it('of 20 that delete a project at once, one does and nobody else sees it', async () => {
  const { id } = await store.projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
  const removed = await Promise.all(Array.from({ length: 20 }, () => store.projects.remove(scope, id, () => {})));

  expect(removed.filter((row) => row !== undefined)).toHaveLength(1);
});

it('of 20 that add to a project while it is deleted, none leaves anything', async () => {
  const { id: project_id } = await store.projects.insert(scope, { name: 'P', description: null, region: 'us-east' });
  const add = () => store.resources.insert(scope, { name: 'R', type: 'queue', config: {}, project_id });
  const removal = transaction(database().db, async (trx) => {
    await createStore(trx).projects.remove(scope, project_id, () => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  const outcomes = await Promise.all([...Array.from({ length: 20 }, add), removal]);

  expect(outcomes.slice(0, 20).every((made) => made === 'project_missing' || typeof made === 'object')).toBe(true);
  expect(await database().db.selectFrom('resources').select('id').where('project_id', '=', project_id).execute()).toEqual([]);
});
