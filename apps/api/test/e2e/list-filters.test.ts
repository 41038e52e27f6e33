import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/store/scope.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { readPart } from './harness/read-list.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

const BASES = VERSIONS.map(({ contract }) => contract.basePath);

describe.each(BASES)('%s/audit from one moment to another', (base) => {
  const ENTRIES = ['2026-03-06T11:59:59.999Z', '2026-03-06T12:00:00.000Z', '2026-03-06T12:00:00.001Z', '2026-12-31T23:59:59.999Z', '2027-01-01T00:00:00.000Z'];
  const [BEFORE, AT, BEHIND, LAST, NEXT] = ENTRIES;
  let account: TestAccount;
  beforeAll(async () => {
    account = await newAccount(database().db);
    const entry = { action: 'key.created', actor_type: 'key', actor_id: null, user_id: null, target_type: 'key', target_id: 'key_1', changes: null, request_id: null, address: null } as const;
    const store = createStore(database().db);
    for (const time of ENTRIES) await store.audit.append(account.sandbox, { ...entry, created_at: new Date(time) });
  });

  it.each([
    ['from a moment on, itself among it', { created_after: AT }, [AT, BEHIND, LAST, NEXT]],
    ['before a moment, without itself', { created_before: AT }, [BEFORE]],
    ['the one millisecond of a moment', { created_after: AT, created_before: BEHIND }, [AT]],
    ['nothing from a moment until itself', { created_after: AT, created_before: AT }, []],
    ['nothing from a moment until an earlier one', { created_after: BEHIND, created_before: AT }, []],
    ['from a moment of another offset', { created_after: '2026-03-06T17:30:00+05:30' }, [AT, BEHIND, LAST, NEXT]],
    ['from a nanosecond behind a moment', { created_after: '2026-03-06T12:00:00.000000001Z' }, [BEHIND, LAST, NEXT]],
    ['before a nanosecond behind a moment', { created_before: '2026-03-06T12:00:00.000000001Z' }, [BEFORE, AT]],
    ['from a moment with few decimals', { created_after: '2026-03-06t12:00:00.0z' }, [AT, BEHIND, LAST, NEXT]],
    ['from a leap second on', { created_after: '2026-12-31T23:59:60Z' }, [NEXT]],
    ['from before all years', { created_after: '0000-01-01T00:00:00+23:59' }, ENTRIES],
    ['until behind all years', { created_before: '9999-12-31T23:59:59-23:59' }, ENTRIES],
    ['with two other filters', { created_after: AT, action: 'key.created', target_id: 'key_1' }, [AT, BEHIND, LAST, NEXT]],
    ['with a filter that nothing meets', { created_after: AT, action: 'key.revoked' }, []],
  ])('shows %s', async (_, filters, want) => {
    const query = new URLSearchParams(Object.entries(filters).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])));
    const { items } = await readPart(api, account.sandboxKey, `${base}/audit?${query}&order=asc`);
    expect(items.map((item) => item['created_at'])).toEqual(want);
  });
});

describe('YC-7, as the source prints it', () => {
  const NAMES = ['b', 'a', 'B', 'é', 'Z', '_', '10', '9'];
  let account: TestAccount;
  beforeAll(async () => {
    account = await newAccount(database().db);
    const { projects } = createStore(database().db);
    const project = await projects.insert(account.live, { name: 'P', description: null, region: 'us-east' });
    const rows = Array.from({ length: 64 }, (_, index) => {
      const time = new Date(Date.UTC(2026, 2, 6) + index * 1_000);
      return Object.assign(columnsOf(account.live), {
        id: `res_${String(index).padStart(2, '0')}`,
        project_id: project.id,
        name: `${NAMES[index % 8]}-${index % 5}`,
        type: index % 3 ? ('processor' as const) : ('queue' as const),
        status: index % 2 ? ('active' as const) : ('inactive' as const),
        config: index % 3 ? { timeout: 30, url: null } : { timeout: 30, max_attempts: 5 },
        created_at: time,
        updated_at: time,
      });
    });
    await database().db.insertInto('resources').values(rows).execute();
  });

  it('GET /v1/resources?status=active&sort=name&order=asc&page=1&per_page=25', async () => {
    const { items, meta, links } = await readPart(api, account.liveKey, '/v1/resources?status=active&sort=name&order=asc&page=1&per_page=25');

    expect(meta).toEqual({ page: 1, per_page: 25, total_items: 32, total_pages: 2, has_next: true, has_previous: false });
    expect(new Set(items.map((item) => item['status']))).toEqual(new Set(['active']));
    const names = items.map((item) => String(item['name']));
    expect(names).toEqual(names.toSorted()); // All of them within the plane in which JavaScript sorts by code point.
    expect(links['next']).toBe('/v1/resources?status=active&sort=name&order=asc&per_page=25&page=2');
    const rest = await readPart(api, account.liveKey, links['next'] ?? '');
    expect(new Set([...items, ...rest.items].map(({ id }) => id)).size).toBe(32);
    expect(rest.meta).toEqual({ page: 2, per_page: 25, total_items: 32, total_pages: 2, has_next: false, has_previous: true });
  });

  it('GET /v1/resources?status=active&type=processor', async () => {
    const { items, meta } = await readPart(api, account.liveKey, '/v1/resources?status=active&type=processor');

    expect(meta).toEqual({ page: 1, per_page: 20, total_items: 21, total_pages: 2, has_next: true, has_previous: false });
    expect(new Set(items.map(({ status, type }) => `${status} ${type}`))).toEqual(new Set(['active processor']));
  });

  it('GET /v1/resources?sort=created_at&order=desc', async () => {
    const { items } = await readPart(api, account.liveKey, '/v1/resources?sort=created_at&order=desc');

    expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `res_${63 - index}`));
  });
});

describe.each(BASES)('%s: what a key that is bound to a project finds by project', (base) => {
  const PATHS = ['resources', 'keys'];
  let bound: string;
  let ids: Record<'own' | 'other', string>;
  beforeAll(async () => {
    const account = await newAccount(database().db);
    const store = createStore(database().db);
    const [own, other] = [await newProject('Own'), await newProject('Other')];
    ids = { own, other };
    ({ key: bound } = await account.key({ environment: 'sandbox', projectId: own }));
    await account.key({ environment: 'sandbox', projectId: other });

    async function newProject(name: string): Promise<string> {
      const { id } = await store.projects.insert(account.sandbox, { name, description: null, region: 'us-east' });
      await store.resources.insert(account.sandbox, { project_id: id, name, type: 'queue', config: { timeout: 30, max_attempts: 5 } });
      return id;
    }
  });

  it.each(PATHS)('%s of its own, and no trace of another', async (path) => {
    const read = async (projectId: string) => {
      const { items, meta, links } = await readPart(api, bound, `${base}/${path}?project_id=${projectId}`);
      return { projects: items.map((item) => item['project_id']), meta, links: Object.keys(links) };
    };
    const unknown = await read('prj_nothing');

    expect(await read(ids.own)).toMatchObject({ projects: [ids.own] });
    expect(unknown.projects).toEqual([]);
    expect(await read(ids.other)).toEqual(unknown);
  });
});
