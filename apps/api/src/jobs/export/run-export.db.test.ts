import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../../test/accounts.ts';
import { testDatabase } from '../../../test/database.ts';
import { all, aWorker, eventsOf, linesOf, until } from '../../../test/jobs.ts';
import { jobQueue } from '../../store/job-queue.ts';
import type { JobRow, Scope } from '../../store/schema.ts';
import { columnsOf } from '../../store/scope.ts';
import { createStore } from '../../store/store.ts';
import { jobResult } from '../job-result.ts';
import type { ExportedName } from './exported.ts';
import { EXPORTED_NAMES } from './exported.ts';

const database = testDatabase();

let scope: Scope;
let foreign: Scope;
let sandbox: Scope;
beforeEach(async () => {
  ({ live: scope, sandbox } = await newScopes(database().db));
  ({ live: foreign } = await newScopes(database().db));
});

/** A project with a resource, a key and an event; and a user, a webhook and an entry of the audit beside it. */
async function fill(of: Scope, name: string): Promise<string> {
  const { db } = database();
  const store = createStore(db);
  const project = await store.projects.insert(of, { name, description: '=1+1', region: 'us-east' });
  await store.resources.insert(of, { project_id: project.id, name: `${name}-resource`, type: 'queue', config: { a: 'x,"y"' } });
  await store.users.insert(of, { name: `${name}-user`, email: `${name}@example.com`, password_hash: 'hash-of-a-password' });
  const key = { id: `key_${name}_${of.accountId}_${of.environment}`, user_id: null, project_id: project.id, name: `${name}-key`, prefix: 'sk_live_abc', scopes: ['users:read'], allowed_addresses: [], rate_limit: null };
  await db.insertInto('api_keys').values({ ...key, expires_at: null, revoked_at: null, last_used_at: null, ...columnsOf(of) }).execute();
  await db.insertInto('key_secrets').values({ lookup: `lookup_${key.id}`, key_id: key.id, hash: Buffer.from('hash-of-a-key'), expires_at: null }).execute();
  await db
    .insertInto('webhooks')
    .values({ id: `whk_${name}`, url: 'https://hooks.example.com', description: null, events: ['*'], status: 'enabled', disabled_reason: null, secret: Buffer.from('sealed'), previous_secret: null, ...columnsOf(of) })
    .execute();
  await store.events.emit(of, 'project.created', { id: project.id, name, description: null, region: 'us-east', status: 'active', created_at: '2026-03-06T12:00:00.000Z', updated_at: '2026-03-06T12:00:00.000Z' });
  await store.audit.append(of, { action: 'key.created', actor_type: 'operator', actor_id: null, user_id: null, target_type: 'key', target_id: key.id, changes: null, request_id: null, address: null });
  return project.id;
}

function newExport(request: { format?: string; include?: readonly ExportedName[] }, project_id: string | null = null): Promise<JobRow> {
  const { format = 'ndjson', include = EXPORTED_NAMES } = request;
  return createStore(database().db).jobs.insert(scope, { kind: 'export', project_id, resource_id: null, request: { format, include }, total: 0, key_id: 'key_1', traceparent: null });
}

async function textOf(job: JobRow): Promise<string | undefined> {
  const result = jobResult(createStore(database().db), scope, job);
  return result && (await all(result.chunks)).join('');
}

describe('as NDJSON', () => {
  it('writes everything that the account has in this environment, as the API shows it', async () => {
    const { db } = database();
    await fill(scope, 'mine');
    await fill(sandbox, 'sandbox');
    await fill(foreign, 'foreign');
    const job = await newExport({});
    aWorker(database());
    const done = await until(db, scope, job, 'succeeded');
    const text = (await textOf(done)) ?? '';
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));

    expect(lines.map(({ object }) => object)).toEqual(['user', 'project', 'resource', 'key', 'webhook', 'event', 'event', 'audit_entry']);
    expect(done).toMatchObject({ total: 8, succeeded: 8, failed: 0 });
    expect(lines[1].data).toMatchObject({ name: 'mine', region: 'us-east', created_at: expect.stringMatching(/Z$/) });
    expect(text).not.toMatch(/hash-of|sealed|foreign|sandbox|account_id/);
    expect(await eventsOf(db, scope)).toEqual([['project.created', 'active'], ['job.started', 'running'], ['job.succeeded', 'succeeded']]);
    expect((await linesOf(db, scope)).map(({ message }) => message)).toEqual(['export has begun', 'export succeeded: 8 objects are written']);
  });

  it('writes only what was asked for, and of one project only what belongs to it', async () => {
    const { db } = database();
    const project = await fill(scope, 'first');
    await fill(scope, 'second');
    const job = await newExport({ include: ['resources', 'projects', 'keys', 'events'] }, project);
    aWorker(database());
    const lines = ((await textOf(await until(db, scope, job, 'succeeded'))) ?? '').trimEnd().split('\n');

    expect(lines.map((line) => [JSON.parse(line).object, JSON.parse(line).data.name])).toEqual([
      ['resource', 'first-resource'],
      ['project', 'first'],
      ['key', 'first-key'],
      // That the project was created, and that the job has begun, which is the project's too.
      ['event', undefined],
      ['event', undefined],
    ]);
  });

  it('writes a thousand objects in several pieces, in order', async () => {
    const { db } = database();
    const long = 'x'.repeat(300);
    const values = Array.from({ length: 1_000 }, (_, n) => ({ ...columnsOf(scope), id: `prj_${n}`, name: `${n} ${long}`, description: null, region: 'us-east' as const, status: 'active' as const, created_at: new Date(n) }));
    await db.insertInto('projects').values(values).execute();
    const job = await newExport({ include: ['projects'] });
    aWorker(database());
    const result = jobResult(createStore(db), scope, await until(db, scope, job, 'succeeded'));
    const pieces = await all(result?.chunks);

    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.every((piece) => piece.endsWith('}\n'))).toBe(true);
    expect(pieces.join('').trimEnd().split('\n').map((line) => JSON.parse(line).data.id)).toEqual(values.map(({ id }) => id));
  });
});

it('as CSV writes one table, in which nothing is a formula', async () => {
  const { db } = database();
  const project = await fill(scope, 'mine');
  const job = await newExport({ format: 'csv', include: ['projects', 'resources'] });
  aWorker(database());
  const [header, ...lines] = ((await textOf(await until(db, scope, job, 'succeeded'))) ?? '').split('\r\n');

  expect(header).toBe('object,id,name,description,region,status,created_at,updated_at,project_id,type,config');
  expect(lines).toEqual([
    expect.stringMatching(new RegExp(`^project,${project},mine,'=1\\+1,us-east,active,[^,]+Z,[^,]+Z,,,$`)),
    expect.stringMatching(new RegExp(`^resource,res_[^,]+,mine-resource,,,active,[^,]+Z,[^,]+Z,${project},queue,"\\{.*\\}"$`)),
    '',
  ]);
});

describe('an export', () => {
  it('that a worker has left half done is written anew by the next one', async () => {
    const { db } = database();
    await fill(scope, 'mine');
    const job = await newExport({ include: ['projects'] });
    const claimed = await jobQueue(db).claim('lease', []);
    if (claimed?.job.id !== job.id) throw new Error(`The job ${job.id} was not the next.`);
    const { jobResults } = createStore(db);
    for (const number of [0, 1, 2]) await jobResults.append(claimed.hold, number, 'half a result', { found: 9, written: number });
    await db.updateTable('jobs').set({ due_at: new Date(0) }).where('id', '=', job.id).execute();
    aWorker(database());
    const done = await until(db, scope, job, 'succeeded');

    expect(done).toMatchObject({ total: 1, succeeded: 1 });
    expect((await textOf(done))?.match(/"object":"project"|half/g)).toEqual(['"object":"project"']);
    expect(await jobResults.append(claimed.hold, 7, 'late', { found: 9, written: 9 })).toBe(false);
  });

  it('that is empty is a result all the same', async () => {
    const { db } = database();
    const job = await newExport({ include: ['projects'] });
    aWorker(database());
    const done = await until(db, scope, job, 'succeeded');

    expect(done).toMatchObject({ total: 0, succeeded: 0 });
    expect(await textOf(done)).toBe('');
  });

  it('that was cancelled has no result, and nothing of one is left', async () => {
    const { db } = database();
    const job = await newExport({ include: ['projects'] });
    const claimed = await jobQueue(db).claim('lease', []);
    if (!claimed) throw new Error('Nothing was due.');
    await createStore(db).jobResults.append(claimed.hold, 0, 'half a result', { found: 1, written: 1 });
    await db.transaction().execute((trx) => createStore(trx).jobs.cancel(scope, job.id));
    await db.updateTable('jobs').set({ due_at: new Date(0) }).where('id', '=', job.id).execute();
    aWorker(database());
    const done = await until(db, scope, job, 'cancelled');

    expect(await textOf(done)).toBeUndefined();
    await expect.poll(() => createStore(db).jobResults.piece(scope, job.id, 0)).toBeUndefined();
  });
});
