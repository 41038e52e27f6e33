import { contract as v1 } from '@plumbline/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope, Tables } from '../../src/store/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleCaller } from './harness/example-caller.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { bodySchema, deref, operationNode, type Node } from './harness/nodes.ts';
import { aRequest } from './harness/world.ts';
import { ALL_OPERATIONS, type OperationId, type Version } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let key: string;
let scope: Scope;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const renew = async () => void ({ key, scope } = await exampleCaller(database().db));
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => api.send(method, path, { key, headers });
const tagOf = async (path: string) => String((await get(path)).headers.etag);

const titles = (operations: typeof ALL_OPERATIONS) => operations.map(({ title }) => title);
/** What stands beside the condition. */
const BESIDE: readonly Record<string, string>[] = [{}, { 'cache-control': 'no-cache' }];
const READS = ALL_OPERATIONS.filter(declaring(304));
const WRITES = ALL_OPERATIONS.filter(declaring(412));
const TAGGED = ALL_OPERATIONS.filter((one) => methodOf(one) !== 'get' && isTagged(one));

const isFile = ({ version, operationId }: (typeof ALL_OPERATIONS)[number]) => version.contract.operations[operationId].method === 'get' && bodySchema(version.contract, operationId, 200) === undefined;

it('every object of the contract is read and changed under a condition', () => {
  const ofObjects = ALL_OPERATIONS.filter((one) => one.version.contract.operations[one.operationId].list === null && !isFile(one));

  expect(titles(READS)).toEqual(titles(ofObjects.filter((one) => methodOf(one) === 'get')));
  expect(titles(WRITES)).toEqual(titles(ofObjects.filter((one) => ['put', 'patch', 'delete'].includes(methodOf(one)))));
});

describe.each(READS)('$title', ({ version, operationId }) => {
  const { target: path } = exampleRequest(version, operationId);
  beforeAll(renew);

  it.each([
    ['its tag', (tag: string) => tag],
    ['its tag made weak', (tag: string) => `W/${tag}`],
    ['a list with its tag', (tag: string) => `"another", W/"third" , ${tag}`],
    ['whatever there is', () => '*'],
  ])('is 304 for %s, to GET and to HEAD, also beside Cache-Control: no-cache', async (_what, header) => {
    const tag = await tagOf(path);
    for (const method of ['GET', 'HEAD']) {
      for (const others of BESIDE) {
        const { status, headers, text } = await get(path, { 'if-none-match': header(tag), ...others }, method);

        expect([method, status, text, headers.etag]).toEqual([method, 304, '', tag]);
        expect(Object.keys(headers)).not.toContain('content-type');
      }
    }
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('is 304 for the fetch of Node, which asks for no-cache by itself', async () => {
    const headers = { authorization: `Bearer ${key}`, 'if-none-match': await tagOf(path) };

    const response = await fetch(api.url + path, { headers });

    expect([response.status, await response.text()]).toEqual([304, '']);
  });

  it('is 200 with another tag when it has changed', async () => {
    const tag = await tagOf(path);
    const before = await get(path, { 'if-none-match': '"another"' });
    await change(version, operationId);

    const after = await get(path, { 'if-none-match': tag });
    const head = await get(path, { 'if-none-match': tag }, 'HEAD');

    expect([before.status, before.headers.etag]).toEqual([200, tag]);
    expect([after.status, head.status]).toEqual([200, 200]);
    expect(after.headers.etag).not.toBe(tag);
    expect([head.headers.etag, (await get(path, { 'if-none-match': String(after.headers.etag) })).status]).toEqual([after.headers.etag, 304]);
  });
});

describe.each(WRITES)('$title', ({ version, operationId }) => {
  const { method, path, body } = exampleRequest(version, operationId);
  beforeAll(renew);

  const send = (ifMatch: string) => api.send(method, path, { key, headers: { 'if-match': ifMatch }, ...(body && { json: body }) });
  const everything = async () => [(await get(path)).text, (await get('/v1/audit')).text];

  it.each([
    ['a tag that it had before', (_tag: string, stale: string) => stale],
    ['its tag made weak', (tag: string) => `W/${tag}`],
    ['its tag without quotes', (tag: string) => tag.slice(1, -1)],
    ['a list of others', (_tag: string, stale: string) => `"another", ${stale}`],
  ])('is 412 for %s, and changes nothing', async (_what, header) => {
    const stale = await tagOf(path);
    await change(version, getterOf(version, path));
    const before = await everything();

    const answer = await send(header(await tagOf(path), stale));

    expect([answer.status, answer.json.error?.code]).toEqual([412, 'precondition_failed']);
    expect(await everything()).toEqual(before);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it.each([
    ['its tag', (tag: string) => tag],
    ['a list with its tag', (tag: string) => `"another", ${tag}`],
    ['whatever there is', () => '*'],
  ])('is done for %s', async (_what, header) => {
    await renew();
    const tag = await tagOf(path);

    const answer = await send(header(tag));

    const now = await get(path);
    expect([answer.status, now.status]).toEqual(method === 'DELETE' ? [204, 404] : [200, 200]);
    expect(now.headers.etag).not.toBe(tag);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

it.each(TAGGED)('the tag that $title answers is the one that the object then has', async ({ version, operationId }) => {
  await renew();
  const { method, path, body } = exampleRequest(version, operationId);

  const answer = await api.send(method, path, { key, ...(body && { json: body }) });

  expect(answer.headers.etag).toMatch(/^"[\w-]{27}"$/);
  expect(await tagOf(answer.headers.location ?? path)).toBe(answer.headers.etag);
});

/** What no request changes just so, with its table. */
const CHANGED_BY_NOBODY: { readonly [Id in OperationId]?: keyof Tables } = { getDelivery: 'deliveries', getEvent: 'events', getJob: 'jobs', getTask: 'tasks' };

/** Changes the object that an operation reads. */
async function change(version: Version, operationId: OperationId): Promise<void> {
  if (operationId === 'getStatus') {
    await createStore(database().db).incidents.post({ title: 'Slow', impact: 'minor', components: ['api'], message: 'We look into it.', at: new Date() });
    return;
  }
  if (operationId === 'getUsage') {
    const { project_id, from } = v1.document.components.examples.Usage.value;
    await createStore(database().db).requestLog.add([{ ...aRequest(scope, 'key_1', project_id), created_at: new Date(from) }]);
    return;
  }
  const table = CHANGED_BY_NOBODY[operationId];
  if (table) {
    await sql`update ${sql.table(table)} set created_at = created_at + interval '1 second' where account_id = ${scope.accountId}`.execute(database().db);
    return;
  }
  const { method, path, body } = exampleRequest(version, operationId === 'getCurrentUser' ? 'updateUser' : changerOf(version, operationId));
  expect((await api.send(method, path, { key, json: body })).status).toBe(200);
}

function changerOf({ contract }: Version, operationId: OperationId): OperationId {
  return operationAt(contract, 'patch', contract.operations[operationId].path);
}

function getterOf(version: Version, filled: string): OperationId {
  const found = READS.find((one) => one.version === version && exampleRequest(version, one.operationId).path === filled);
  if (!found) throw new Error(`Nothing reads ${filled}.`);
  return found.operationId;
}

function operationAt({ operations }: Version['contract'], method: string, path: string): OperationId {
  const found = Object.entries(operations).find(([, entry]) => entry.method === method && entry.path === path);
  if (!found) throw new Error(`The contract has no ${method} of ${path}.`);
  return found[0] as OperationId; // A key of the table.
}

function declaring(status: number) {
  return ({ version, operationId }: (typeof ALL_OPERATIONS)[number]) => String(status) in version.contract.operations[operationId].answers;
}

function methodOf({ version, operationId }: (typeof ALL_OPERATIONS)[number]): string {
  return version.contract.operations[operationId].method;
}

function isTagged({ version: { contract }, operationId }: (typeof ALL_OPERATIONS)[number]): boolean {
  const responses = operationNode(contract, operationId)['responses'] as Record<string, Node>;
  return ['200', '201'].some((status) => status in responses && 'ETag' in ((deref(contract, responses[status])['headers'] as Node | undefined) ?? {}));
}
