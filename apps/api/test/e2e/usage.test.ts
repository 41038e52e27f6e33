import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/store/scope.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import type { Sent } from './harness/send.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
let key: string;
beforeAll(async () => void (api = await startApi(database(), { records: true })));
beforeEach(async () => {
  account = await newAccount(database().db);
  key = account.sandboxKey;
});
afterAll(() => api[Symbol.asyncDispose]());

interface Counted {
  requests: number;
  by_status: Record<string, number>;
  by_operation: { operation: string; requests: number; by_status: Record<string, number> }[];
}
interface Usage extends Counted {
  project_id: string | null;
  from: string;
  to: string;
  interval: string;
  intervals: (Counted & { start: string; end: string })[];
}

const by = (two: number, three: number, four: number, five = 0) => ({ '2xx': two, '3xx': three, '4xx': four, '5xx': five });

/** Counts requests of an hour as if they had been made then. */
async function count(hour: string, project_id: string, operation: string, requests: number): Promise<void> {
  await database().db.insertInto('usage').values({ ...columnsOf(account.sandbox), hour: new Date(hour), project_id, operation, status_class: 2, requests }).execute();
}

describe.each(VERSIONS.map(({ contract }) => contract.basePath))('%s/usage', (base) => {
  const send = (method: string, path: string, sent: Sent = {}) => api.send(method, base + path, { key, ...sent });
  const usage = async (query = '', reader = key) => (await send('GET', `/usage?${query}`, { key: reader })).json as unknown as Usage; // The server checks its answers.

  it('counts each request by its operation and the class of its status, the last 30 days by day', async () => {
    const project = String((await send('POST', '/projects', { json: { name: 'edge-ingest' } })).json['id']);
    const { headers } = await send('GET', `/projects/${project}`);
    await send('GET', `/projects/${project}`, { headers: { 'if-none-match': String(headers.etag) } });
    await send('GET', `/projects/${project}`, { key: 'sk_test_unknown' });
    await send('PATCH', `/projects/${project}`, { json: { name: '' } });
    await send('GET', '/projects/prj_unknown');
    await send('GET', '/user');
    const operations = [
      { operation: 'createProject', requests: 1, by_status: by(1, 0, 0) },
      { operation: 'getProject', requests: 2, by_status: by(1, 1, 0) },
      { operation: 'updateProject', requests: 1, by_status: by(0, 0, 1) },
    ];
    await expect.poll(async () => (await usage(`project_id=${project}`)).by_operation.filter(({ operation }) => operation !== 'getUsage'), { timeout: 5_000 }).toEqual(operations);

    const everywhere = [{ operation: 'getProject', requests: 3, by_status: by(1, 1, 1) }, { operation: 'getCurrentUser', requests: 1, by_status: by(1, 0, 0) }];
    await expect.poll(async () => (await usage()).by_operation, { timeout: 5_000 }).toEqual(expect.arrayContaining(everywhere));
    const all = await usage();
    const [today, ...others] = all.intervals.toReversed();
    expect(all).toMatchObject({ project_id: null, interval: 'day' });
    // From the hour 30 days ago to the end of this one.
    expect(Date.parse(all.to) - Date.parse(all.from)).toBe((30 * 24 + 1) * 60 * 60 * 1000);
    expect([today?.requests, today?.by_status, today?.by_operation]).toEqual([all.requests, all.by_status, all.by_operation]);
    expect(others.map(({ requests }) => requests)).toEqual(others.map(() => 0));
    expect(others.length).toBeGreaterThanOrEqual(29);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('adds up to the hour what lies in a range, by hour, by day and by month, empty intervals too', async () => {
    const project = 'prj_4GhT9sKq2LmN8vRxYbZ1Wc';
    for (const [hour, requests] of [['2025-12-31T22:00:00Z', 1], ['2025-12-31T23:00:00Z', 2], ['2026-01-01T00:00:00Z', 4], ['2026-01-31T23:00:00Z', 8], ['2026-03-01T00:00:00Z', 16]] as const) {
      await count(hour, project, 'getProject', requests);
      await count(hour, '', 'listUsers', requests * 100);
    }
    const shown = async (query: string) => (await usage(`project_id=${project}&${query}`)).intervals.map(({ start, requests }) => [start.slice(0, 13), requests]);

    expect(await shown('from=2025-12-31T22:59:00Z&to=2026-01-01T00:00:00.001Z&interval=hour')).toEqual([['2025-12-31T22', 1], ['2025-12-31T23', 2], ['2026-01-01T00', 4]]);
    expect(await shown('from=2025-12-31T23:00:00Z&to=2026-01-02T00:00:00Z')).toEqual([['2025-12-31T23', 2], ['2026-01-01T00', 4]]);
    expect(await shown('from=2025-12-31T23:00:00Z&to=2026-03-01T00:00:00Z&interval=month')).toEqual([['2025-12-31T23', 2], ['2026-01-01T00', 12], ['2026-02-01T00', 0]]);
    expect(await shown('from=2026-01-01T05:30:00%2B05:30&to=2026-01-01T01:00:00Z&interval=day')).toEqual([['2026-01-01T00', 4]]);
    const all = await usage('from=2025-12-31T22:00:00Z&to=2026-03-01T01:00:00Z&interval=month');
    expect([all.requests, all.by_operation.map(({ operation, requests }) => [operation, requests])]).toEqual([3131, [['getProject', 31], ['listUsers', 3100]]]);
  });

  it('shows a key that is bound to a project that project alone; another one is like one that never was', async () => {
    const own = String((await send('POST', '/projects', { json: { name: 'own' } })).json['id']);
    const other = String((await send('POST', '/projects', { json: { name: 'other' } })).json['id']);
    const range = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
    for (const [index, project] of [own, other, ''].entries()) await count('2026-03-01T00:00:00Z', project, 'getProject', 10 ** index);
    const bound = await account.key({ environment: 'sandbox', projectId: own });

    expect(await usage(range)).toMatchObject({ project_id: null, requests: 111 });
    expect(await usage(`${range}&project_id=${other}`)).toMatchObject({ project_id: other, requests: 10 });
    expect(await usage(range, bound.key)).toMatchObject({ project_id: own, requests: 1 });
    expect(await usage(`${range}&project_id=${own}`, bound.key)).toMatchObject({ project_id: own, requests: 1 });
    const never = await usage(`${range}&project_id=prj_nothing`, bound.key);
    expect(never).toMatchObject({ project_id: 'prj_nothing', requests: 0, by_operation: [] });
    expect({ ...(await usage(`${range}&project_id=${other}`, bound.key)), project_id: 'prj_nothing' }).toEqual(never);
  });

  it.each([
    ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', '/from', 'before the end'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z', '/from', 'before the end'],
    ['from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:01Z&interval=hour', '/from', '31 days'],
    ['from=2025-01-01T00:00:00Z&to=2026-01-02T00:00:01Z', '/from', '366 days'],
    ['from=2015-01-01T00:00:00Z&to=2026-01-02T00:00:01Z&interval=month', '/from', '3660 days'],
    ['to=0000-01-01T00:00:00Z', '/to', 'years'],
  ])('refuses ?%s and says why', async (query, pointer, message) => {
    const { status, json } = await send('GET', `/usage?${query}`);

    expect([status, json.error.code]).toEqual([400, 'invalid_parameter']);
    expect(json.error.details).toEqual([{ in: 'query', pointer, code: 'range', message: expect.stringContaining(message) }]);
    expect(json.error.message).toContain(message);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('stays when the sandbox is put back', async () => {
    const range = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';
    await count('2026-03-01T00:00:00Z', '', 'listUsers', 7);
    expect((await send('POST', '/sandbox/reset')).status).toBe(200);
    expect((await usage(range)).requests).toBe(7);
  });
});
