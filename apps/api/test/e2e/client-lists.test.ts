import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { clientOfVersion } from './harness/client-of-version.ts';
import { startProxy } from './harness/failing-proxy.ts';
import { VERSIONS, type Version } from './harness/versions.ts';
import { issue, newPlaces, newProject, type Place } from './harness/world.ts';

/** How many there are: five pages of five, and one of two. */
const ALL = 27;

const database = testDatabase();
let api: ApiServer;
let live: Place;
beforeAll(async () => {
  api = await startApi(database());
  ({ live } = await newPlaces(database().db));
  const store = createStore(live.db);
  for (let made = 2; made < ALL; made += 1) await newProject(store, live.scope);
});
afterAll(() => api[Symbol.asyncDispose]());

/** A client behind a proxy that counts what is asked for. */
async function counted(version: Version) {
  const proxy = await startProxy(api.url);
  const { key: apiKey } = await issue(createStore(live.db), live);
  const { projects } = clientOfVersion(version, proxy.url, { apiKey });
  return { list: () => projects.list({ per_page: 5, sort: 'name' }), projects, asked: () => proxy.attempts.length, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
}

describe.each(VERSIONS)('the lists of $name', (version) => {
  it('are gone through item by item, each once', async () => {
    await using test = await counted(version);
    const ids: string[] = [];

    for await (const { id } of test.list()) ids.push(id);

    const rows = await live.db.selectFrom('projects').select('id').where('account_id', '=', live.scope.accountId).where('environment', '=', 'live').execute();
    expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect([ids.length, test.asked()]).toEqual([ALL, 6]);
  });

  it('are gone through page by page', async () => {
    await using test = await counted(version);
    const sizes: number[] = [];

    for await (const { data } of test.list().pages()) sizes.push(data.length);

    expect(sizes).toEqual([5, 5, 5, 5, 5, 2]);
  });

  it('give their first page to who waits for no more', async () => {
    await using test = await counted(version);

    const { data, meta } = await test.list();

    expect([data.length, meta.has_next, test.asked()]).toEqual([5, true, 1]);
  });

  it.each([
    [0, 0, 1],
    [4, 4, 1],
    [5, 5, 1],
    [6, 6, 2],
    [100, ALL, 6],
  ])('are gathered up to %i items: %i, for which %i pages are asked for', async (limit, items, pages) => {
    await using test = await counted(version);

    expect(await test.list().toArray({ limit })).toHaveLength(items);
    expect(test.asked()).toBe(pages);
  });

  it('are asked for no page behind the one in which the loop was left', async () => {
    await using test = await counted(version);
    const ids: string[] = [];

    for await (const { id } of test.list()) {
      ids.push(id);
      if (ids.length === 7) break;
    }

    expect(test.asked()).toBe(2);
  });

  it('keep their filters from page to page', async () => {
    await using test = await counted(version);
    const [first] = await test.list().toArray({ limit: 1 });
    await test.projects.update(String(first?.id), { status: 'archived' });

    const active = await test.projects.list({ per_page: 5, status: 'active' }).toArray({ limit: 100 });

    expect(active.map(({ id }) => id)).not.toContain(first?.id);
    expect(active).toHaveLength(ALL - 1);
    await test.projects.update(String(first?.id), { status: 'active' });
  });
});

it('every list of the contract can be gone through, in both versions', async () => {
  const lists = Object.values(contract.operations).filter(({ list }) => list !== null);
  for (const version of VERSIONS) {
    const { key: apiKey } = await issue(createStore(live.db), live);
    const { users, projects, resources, keys, audit, logs, webhooks, events, jobs, tasks } = clientOfVersion(version, api.url, { apiKey });
    const query = { per_page: 1 };
    const all = [users, projects, resources, keys, audit, logs, webhooks, events, jobs, tasks].map((namespace) => namespace.list(query));
    const each = [...all, webhooks.listDeliveries(live.webhook, query)];

    const gathered = await Promise.all(each.map((list) => list.toArray({ limit: 2 })));

    expect(gathered.map(({ length }) => length)).toEqual(lists.map(() => 2));
    expect(gathered.map((items) => new Set(items.map(({ id }) => id)).size)).toEqual(lists.map(() => 2));
  }
});
