import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../database.ts';
import { newAccount } from '../harness/account.ts';
import { answerOfEachStatus } from '../harness/answer-of-each-status.ts';
import { startApi, type ApiServer } from '../harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const liveKey = async () => (await newAccount(database().db)).liveKey;

it('MC-1: without a credential nothing of the API is served', async () => {
  const isPublic = new Set<string>(['getStatus']);
  for (const [id, { method, path, scopes }] of Object.entries(contract.operations)) {
    expect([id, scopes === null]).toEqual([id, isPublic.has(id)]);
    if (scopes === null) continue;
    expect((await api.send(method.toUpperCase(), contract.basePath + path.replaceAll(/\{\w+\}/g, 'x'))).status).toBe(401);
  }
});

it('MC-2: JSON goes in and comes out, always with an object at the top; anything else is refused', async () => {
  const key = await liveKey();
  const path = '/v1/resources';

  const form = await api.send('POST', path, { key, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=x&type=queue' });
  const list = await api.send('POST', path, { key, json: [] });
  const xml = await api.send('GET', path, { key, headers: { accept: 'text/xml, application/xml;q=0.9' } });

  expect([form.status, list.status, xml.status]).toEqual([415, 422, 406]);
  for (const [status, { text, headers }] of await answerOfEachStatus(database())) {
    if (status === 204) continue;
    expect([status, headers['content-type'], text.at(0), text.at(-1)]).toEqual([status, 'application/json', '{', '}']);
  }
});

it('MC-4: GET reads, POST creates, PUT replaces, PATCH changes in part and DELETE removes one and the same resource', async () => {
  const key = await liveKey();
  const created = await api.send('POST', '/v1/resources', { key, json: { name: 'one', type: 'queue', status: 'inactive', config: { timeout: 60 } } });
  const path = `/v1/resources/${String(created.json['id'])}`;

  const changed = await api.send('PATCH', path, { key, json: { name: 'two' } });
  const replaced = await api.send('PUT', path, { key, json: { name: 'three' } });
  const read = await api.send('GET', path, { key });
  const removed = await api.send('DELETE', path, { key });

  expect([created.status, changed.status, replaced.status, read.status, removed.status]).toEqual([201, 200, 200, 200, 204]);
  expect(changed.json).toMatchObject({ name: 'two', status: 'inactive', config: { timeout: 60 } });
  expect(replaced.json).toMatchObject({ name: 'three', status: 'active', config: { timeout: 30 } });
  expect(read.json).toEqual(replaced.json);
});

it('MC-5: a path names a resource below the list that it is in', () => {
  const paths = new Set(Object.keys(contract.document.paths));
  for (const path of [...paths].filter((one) => one.endsWith('}'))) {
    const [, list = '', id] = /^(.*)\/\{(\w+)\}$/.exec(path) ?? [];
    expect([path, paths.has(list)]).toEqual([path, true]);
    expect(`${id}`).toBe(`${list.split('/').at(-1)?.replace(/ies$/, 'y').replace(/s$/, '')}_id`);
  }
  expect([...paths].filter((one) => !/^(\/[a-z]+(-[a-z]+)*|\/\{\w+_id\})+$/.test(one))).toEqual([]);
});

it('MC-7: failed validation is a 422 with a JSON object that names what failed', async () => {
  const answer = await api.send('POST', '/v1/resources', { key: await liveKey(), json: { name: '', type: 'processor', config: { timeout: 'long' } } });

  expect([answer.status, answer.json.error.code]).toEqual([422, 'validation_failed']);
  expect(answer.json.error.details?.map(({ pointer }) => pointer).toSorted()).toEqual(['/config/timeout', '/name']);
});
