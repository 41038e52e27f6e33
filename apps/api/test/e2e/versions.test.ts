import { contract as v1 } from '@plumbline/contract';
import { contract as v2 } from '@plumbline/contract/v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiHandlers } from '../../src/operations/handlers.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleCaller } from './harness/example-caller.ts';
import { exampleRequest, exampleRequests } from './harness/example-requests.ts';
import { OPERATION_IDS, VERSIONS, type OperationId } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const OBJECTS = OPERATION_IDS.filter((id) => v1.operations[id].method === 'get' && v1.operations[id].list === null);
const LISTS = OPERATION_IDS.filter((id) => v1.operations[id].list !== null);
const shape = ({ operations }: (typeof VERSIONS)[number]['contract']) =>
  Object.entries(operations).map(([id, { method, path, scopes, access, errors }]) => ({ id, method, path, scopes, access, errors }));
const CREATES: OperationId[] = ['createUser', 'createProject', 'createResource', 'createKey'];

describe('v1 and v2', () => {
  it('have the same operations, below paths of their own', () => {
    expect(shape(v2)).toEqual(shape(v1));
    expect([v1.basePath, v2.basePath]).toEqual(['/v1', '/v2']);
  });

  it.each(OBJECTS)('show the same object, to the byte and under one tag: %s', async (operationId) => {
    const { key } = await exampleCaller(database().db);

    const [first, second] = await Promise.all(VERSIONS.map((version) => api.send('GET', exampleRequest(version, operationId).path, { key })));

    expect([first?.status, second?.status]).toEqual([200, 200]);
    // What leads to something leads there below the path that was asked.
    expect(second?.text).toBe(first?.text.replaceAll('"/v1/', '"/v2/'));
    expect(second?.headers.etag === first?.headers.etag).toBe(second?.text === first?.text);
  });

  it.each(VERSIONS.flatMap((version) => CREATES.flatMap((id) => exampleRequests(version, id).map((request) => [version, request] as const))))(
    'name what was made below the path that was asked: $0.name $1.name',
    async ({ name }, { method, path, body }) => {
      const { key } = await exampleCaller(database().db);

      const made = await api.send(method, path, { key, json: body });

      const location = made.headers.location ?? '';
      expect([made.status, location]).toEqual([201, `${path}/${String(made.json['id'])}`]);
      expect(location).toMatch(new RegExp(`^/${name}/`));
      for (const prefix of ['/v1', '/v2']) expect((await api.send('GET', location.replace(/^\/v\d/, prefix), { key })).json['id']).toBe(made.json['id']);
    },
  );

  it.each(LISTS)('list the same rows, the one by page and the other by cursor: %s', async (operationId) => {
    const { key } = await exampleCaller(database().db);
    const [first, second] = await Promise.all(VERSIONS.map((version) => api.send('GET', `${exampleRequest(version, operationId).path}?per_page=1`, { key })));

    expect(second?.json['data']).toEqual(first?.json['data']);
    expect(Object.keys(first?.json['meta'] ?? {})).toEqual(['page', 'per_page', 'total_items', 'total_pages', 'has_next', 'has_previous']);
    expect(Object.keys(second?.json['meta'] ?? {})).toEqual(['per_page', 'has_next', 'next_cursor']);
  });

  it.each(LISTS)('refuse the way of the other, and name what there is instead: %s', async (operationId) => {
    const { key } = await exampleCaller(database().db);
    for (const [version, query, own] of [[VERSIONS[0], 'cursor=x', 'page'], [VERSIONS[1], 'page=1', 'cursor']] as const) {
      const answer = version && (await api.send('GET', `${exampleRequest(version, operationId).path}?${query}`, { key }));
      expect([answer?.status, answer?.json.error.details?.[0]?.pointer]).toEqual([400, `/${query.split('=')[0]}`]);
      expect(answer?.json.error.details?.[0]?.message).toContain(own);
    }
  });

  it('change the same objects under the tag of either', async () => {
    const { key } = await exampleCaller(database().db);
    const [, version] = VERSIONS;
    const { path, body } = exampleRequest(version ?? { name: 'v2', contract: v2 }, 'updateProject');
    const headers = { 'if-match': String((await api.send('GET', path.replace('/v2', '/v1'), { key })).headers.etag) };

    const changed = await api.send('PATCH', path, { key, headers, json: body });
    const late = await api.send('PATCH', path.replace('/v2', '/v1'), { key, headers, json: body });

    expect([changed.status, late.status]).toEqual([200, 412]);
    expect((await api.send('GET', path.replace('/v2', '/v1'), { key })).text).toBe(changed.text);
  });

  it('are answered by one handler: what takes its place does so in both', async () => {
    const body = { name: 'In its place', plan: 'enterprise', support_email: null, log_retention_days: 1, updated_at: '2026-03-06T12:00:00.000Z' } as const;
    const getSettings: ApiHandlers['getSettings'] = async () => ({ status: 200, body });
    await using own = await startApi(database(), { handlers: { getSettings } });
    const { liveKey: key } = await newAccount(database().db);

    const answers = [await own.send('GET', '/v1/settings', { key }), await own.send('GET', '/v2/settings', { key })];

    expect(answers.map(({ json }) => json)).toEqual([body, body]);
  });
});

describe('the documents', () => {
  it('are served, each as its version is', async () => {
    const [first, second] = [await api.send('GET', '/docs/openapi.json'), await api.send('GET', '/docs/v2/openapi.json')];

    expect([first.json, second.json]).toEqual([v1.document, v2.document]);
    expect(first.json['servers']).toEqual(expect.arrayContaining([expect.objectContaining({ url: expect.stringMatching(/\/v1$/) })]));
    expect(second.json['servers']).not.toEqual(expect.arrayContaining([expect.objectContaining({ url: expect.stringMatching(/\/v1$/) })]));
  });

  it('say that v2 is beta as a whole and in each operation, and nothing of it in v1 (YC-14)', () => {
    expect(v2.document.info).toMatchObject({ version: expect.stringContaining('beta'), 'x-stability': 'beta' });
    expect(new Set(Object.values(v2.operations).map(({ stability }) => stability))).toEqual(new Set(['beta']));
    expect(new Set(Object.values(v1.operations).map(({ stability }) => stability))).toEqual(new Set(['stable']));
    expect(JSON.stringify(v1.document)).not.toMatch(/cursor|beta|\/v2/i);
    expect(JSON.stringify(v2.document)).not.toMatch(/total_pages|\/v1/);
  });
});

it('nothing is deprecated before it is announced', async () => {
  const { key } = await exampleCaller(database().db);
  for (const version of VERSIONS) {
    for (const id of [...OBJECTS, ...LISTS]) {
      const { headers } = await api.send('GET', exampleRequest(version, id).path, { key });
      expect([id, 'deprecation' in headers, 'sunset' in headers]).toEqual([id, false, false]);
    }
  }
});
