import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueKey } from '../../src/accounts/issue-key.ts';
import { SCOPES } from '../../src/accounts/scopes.ts';
import type { Scope } from '../../src/store/schema.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleCaller } from './harness/example-caller.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { ALL_OPERATIONS, VERSIONS, type OperationId } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let key: string;
let scope: Scope;
beforeAll(async () => void (api = await startApi(database())));
beforeEach(async () => void ({ key, scope } = await exampleCaller(database().db)));
afterAll(() => api[Symbol.asyncDispose]());

const declaring = (status: number, code?: string) =>
  ALL_OPERATIONS.filter(({ version, operationId }) => {
    const codes = (version.contract.operations[operationId].answers as Record<string, readonly string[]>)[status];
    return codes !== undefined && (code === undefined || codes.includes(code));
  });

/** A key whose maker is gone. */
const keyOfNobody = async () => (await issueKey(createStore(database().db), scope, { name: 'Of nobody', userId: null, scopes: SCOPES })).key;

/** What a refused request must leave as it was. */
async function everything(): Promise<string[]> {
  const paths = ['users', 'projects', 'resources', 'settings', 'audit', 'webhooks', 'events', 'jobs', 'tasks'];
  return Promise.all(paths.map(async (path) => (await api.send('GET', `/v1/${path}`, { key })).text));
}

it.each(declaring(404))('$title 404 for an id that nothing has', async ({ version, operationId }) => {
  const { answers, path } = version.contract.operations[operationId];
  const { method, body } = exampleRequest(version, operationId);
  const before = await everything();

  const answer = await api.send(method, version.contract.basePath + path.replaceAll(/\{(\w+)\}/g, 'unknown_$1'), {
    key: path.includes('{') ? key : await keyOfNobody(),
    ...(body && { json: body }),
  });

  // Of several ids in a path, the first that nothing has is told of.
  const [code] = (answers as Record<string, readonly string[]>)['404'] ?? [];
  expect([answer.status, answer.json.error?.code]).toEqual([404, code]);
  expect(await everything()).toEqual(before);
  expect(api.breaches.splice(0)).toEqual([]);
});

it.each(declaring(404, 'delivery_not_found'))('$title 404 for a delivery that its webhook does not have', async ({ version, operationId }) => {
  const { method, path } = exampleRequest(version, operationId);
  const before = await everything();

  const answer = await api.send(method, path.replace(/dlv_\w+/, 'dlv_unknown'), { key });

  expect([answer.status, answer.json.error?.code]).toEqual([404, 'delivery_not_found']);
  expect(await everything()).toEqual(before);
});

it.each(declaring(409, 'email_taken'))('$title 409 for an address that another user has, in whatever case', async ({ version, operationId }) => {
  const { method, path, body } = exampleRequest(version, operationId);
  const before = await everything();

  const answer = await api.send(method, path, { key, json: { ...body, email: 'Jane@Example.com' } });

  expect([answer.status, answer.json.error?.code]).toEqual([409, 'email_taken']);
  expect(answer.json.error.details).toEqual([{ in: 'body', pointer: '/email', code: 'email_taken', message: expect.any(String) }]);
  expect(await everything()).toEqual(before);
});

type Fault = [pointer: string, code: string];
type Row = [operationId: OperationId, what: string, body: Record<string, unknown>, faults: Fault[]];

const NAMED = { name: 'named' };
const PAST = { expires_at: '2020-01-01T00:00:00Z' };
const NETWORKS = { allowed_addresses: ['192.0.2.0/24', '192.0.2.0/33', '192.0.2.1/24', '2001:db8::/129', '::ffff:192.0.2.1', '192.0.2.07', 'fe80::1%eth0'] };
const BAD_NETWORKS = [1, 2, 3, 4, 5, 6].map((at): Fault => [`/allowed_addresses/${at}`, 'network']);
const EXPIRED: Fault = ['/expires_at', 'future'];
/** The example is a processor, of which a storage has no part. */
const FOREIGN = { config: { timeout: 60, capacity_gib: 5, max_attempts: 5 } };
const FOREIGN_FAULTS: Fault[] = [['/config/capacity_gib', 'additionalProperties'], ['/config/max_attempts', 'additionalProperties']];

/** What no schema can refuse, since it takes the clock, the object, or what else there is. */
const ROWS: Row[] = [
  ['createResource', 'a project that there is not', { ...NAMED, type: 'queue', project_id: 'prj_unknown' }, [['/project_id', 'project_not_found']]],
  ['replaceResource', 'the config of other types', { ...NAMED, ...FOREIGN }, FOREIGN_FAULTS],
  ['updateResource', 'the config of other types', FOREIGN, FOREIGN_FAULTS],
  ['createKey', 'a project that there is not', { ...NAMED, project_id: 'prj_unknown' }, [['/project_id', 'project_not_found']]],
  ['createKey', 'an end that is over', { ...NAMED, ...PAST }, [EXPIRED]],
  ['createKey', 'what is no network', { ...NAMED, ...NETWORKS }, BAD_NETWORKS],
  ['createKey', 'all of it at once', { ...NAMED, ...PAST, ...NETWORKS }, [...BAD_NETWORKS, EXPIRED]],
  ['updateKey', 'an end that is over', PAST, [EXPIRED]],
  ['updateKey', 'what is no network', NETWORKS, BAD_NETWORKS],
];

describe.each(VERSIONS)('$name', (version) => {
  it.each(ROWS)('%s 422 for %s', async (operationId, _what, json, faults) => {
    const { method, path } = exampleRequest(version, operationId);
    const before = await everything();

    const answer = await api.send(method, path, { key, json });

    expect([answer.status, answer.json.error?.code]).toEqual([422, 'validation_failed']);
    const named = answer.json.error.details?.map(({ in: place, pointer, code }) => [place, pointer, code]).toSorted();
    expect(named).toEqual(faults.map((fault) => ['body', ...fault]));
    expect(answer.json.error.message).toMatch(/\w/);
    expect(await everything()).toEqual(before);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});
