import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { requestLogStore } from './request-log.ts';
import type { NewRequest, RequestRow, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { createStore } from './store.ts';

const database = testDatabase();
const DAY = 24 * 60 * 60 * 1000;

let log: ReturnType<typeof requestLogStore>;
let live: Scope;
let sandbox: Scope;

beforeEach(async () => {
  log = requestLogStore(database().db);
  ({ live, sandbox } = await newScopes(database().db));
});

const REQUEST = { operation: 'getProject', method: 'GET', path: '/v1/projects/{project_id}', status: 200, duration_ms: 12, key_id: 'key_1', project_id: 'prj_1' } as const;
let ids = 0;

function request(scope: Scope, given: Partial<RequestRow> = {}): NewRequest {
  ids += 1;
  return { ...columnsOf(scope), id: `req_${ids}`, ...REQUEST, created_at: new Date(), ...given };
}

const listed = async (scope: Scope) => (await log.list(scope, aPage(1, 100))).rows;
const counted = async (scope: Scope) => {
  const usage = database().db.selectFrom('usage').select(['hour', 'project_id', 'operation', 'status_class', 'requests']);
  return usage.where((eb) => eb.and(columnsOf(scope))).orderBy('hour').orderBy('project_id').orderBy('operation').orderBy('status_class').execute();
};

const at = (time: string) => new Date(`2026-03-06T${time}Z`);

describe('add', () => {
  it('keeps each request and counts it, of each environment by itself', async () => {
    const yesterday = new Date(Date.now() - DAY);
    const { account_id: _account, environment: _environment, ...row } = request(live, { created_at: yesterday });

    await log.add([{ ...row, ...columnsOf(live) }, request(sandbox)]);

    expect(await listed(live)).toEqual([{ ...row, source: 'request', level: 'info', message: '', job_id: null, task_id: null }]);
    expect(await listed(sandbox)).toHaveLength(1);
    const hour = new Date(Math.floor(yesterday.getTime() / 3_600_000) * 3_600_000);
    expect(await counted(live)).toEqual([{ hour, project_id: 'prj_1', operation: 'getProject', status_class: 2, requests: 1 }]);
  });

  it('has the level of an error for what was answered with 500 or more', async () => {
    const statuses = [200, 404, 499, 500, 503];
    await log.add(statuses.map((status) => request(live, { status })));

    const levels = new Map((await listed(live)).map(({ status, level }) => [status, level]));
    expect(statuses.map((status) => levels.get(status))).toEqual(['info', 'info', 'info', 'error', 'error']);
  });

  it('counts together what is of one hour, project, operation and class of status, and nothing else', async () => {
    await log.add([
      request(live, { created_at: at('11:59:59.999') }),
      request(live, { created_at: at('12:00:00.000') }),
      request(live, { created_at: at('12:59:59.999'), status: 204 }),
      request(live, { created_at: at('12:00:00.000'), status: 404 }),
      request(live, { created_at: at('12:00:00.000'), status: 499, project_id: null }),
      request(live, { created_at: at('12:00:00.000'), operation: 'listUsers' }),
    ]);
    await log.add([request(live, { created_at: at('12:30:00.000') })]);

    const rows = (await counted(live)).map(({ hour, project_id, operation, status_class, requests }) => [hour.getUTCHours(), project_id, operation, status_class, requests]);
    expect(rows).toEqual([
      [11, 'prj_1', 'getProject', 2, 1],
      [12, '', 'getProject', 4, 1],
      [12, 'prj_1', 'getProject', 2, 3],
      [12, 'prj_1', 'getProject', 4, 1],
      [12, 'prj_1', 'listUsers', 2, 1],
    ]);
  });

  it('neither keeps nor counts anything twice, however it is written again', async () => {
    const [first, second, third] = [request(live), request(live), request(live)];

    await log.add([first, second]);
    await log.add([second, third, second]);
    await Promise.all([log.add([first, second, third]), log.add([first, second, third])]);

    expect(await listed(live)).toHaveLength(3);
    expect(await counted(live)).toMatchObject([{ requests: 3 }]);
  });
});

describe('list', () => {
  it('shows a key that is bound to a project only what was about it', async () => {
    await log.add([request(live), request(live, { project_id: 'prj_2' }), request(live, { project_id: null })]);

    expect((await listed({ ...live, projectId: 'prj_2' })).map(({ project_id }) => project_id)).toEqual(['prj_2']);
    expect(await listed({ ...live, projectId: '' })).toEqual([]);
  });

  it('does not show what is older than the settings of the environment allow', async () => {
    const ages = [6.99, 7.01, 29.99, 30.01].map((days) => new Date(Date.now() - days * DAY));
    await log.add([live, sandbox].flatMap((scope) => ages.map((created_at) => request(scope, { created_at }))));
    await createStore(database().db).settings.update(live, { log_retention_days: 7 });

    expect([(await listed(live)).length, (await listed(sandbox)).length]).toEqual([1, 3]);
  });
});

/** Purges until nothing is left to purge, and says how many it was each time. */
async function purgeAll(now: Date, most: number): Promise<(number | undefined)[]> {
  const counts: (number | undefined)[] = [];
  do counts.push(await log.purge(now, most));
  while (counts.at(-1));
  return counts;
}

describe('purge', () => {
  it('deletes what is older than the settings allow, the oldest first, so many at a time, and leaves the counts', async () => {
    const now = new Date();
    await purgeAll(now, 1_000);
    const kept = [request(live, { created_at: new Date(now.getTime() - 2 * DAY) }), request(sandbox, { created_at: new Date(now.getTime() - 29 * DAY) })];
    const old = [3.1, 4, 5, 6].map((days) => request(live, { created_at: new Date(now.getTime() - days * DAY) }));
    await createStore(database().db).settings.update(live, { log_retention_days: 3 });
    await log.add([...kept, ...old]);

    expect(await purgeAll(now, 3)).toEqual([3, 1, 0]);

    const { rows } = await sql<{ id: string }>`select id from request_log where account_id = ${live.accountId} order by created_at`.execute(database().db);
    expect(rows.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).toReversed());
    expect((await counted(live)).reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
  });
});
