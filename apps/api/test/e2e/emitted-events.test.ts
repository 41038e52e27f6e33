import type { OperationEntry } from '@plumbline/server';
import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { emitted, type Emitted } from './harness/emitted.ts';
import { factsOf } from './harness/operation-facts.ts';
import { prepare } from './harness/operation-requests.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';
import { issue, newProject, newResource, newWorld, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

function isSending({ version, operationId }: (typeof ALL_OPERATIONS)[number]): boolean {
  const { events }: OperationEntry = version.contract.operations[operationId];
  return events.length > 0;
}

describe.each(ALL_OPERATIONS)('$title', ({ version, operationId }) => {
  const { events }: OperationEntry = version.contract.operations[operationId];
  const facts = factsOf(version, operationId);

  it('sends what it names and nothing else', async () => {
    const { store, own } = await newWorld(database().db);
    const place = own[facts.isForSandbox ? 'sandbox' : 'live'];
    const { key } = await issue(store, place);
    const request = await prepare(version, operationId, place, store);
    const before = new Set((await emitted(database().db, place.scope)).map(({ id }) => id));

    const answer = await api.send(request.method, request.path, { key, ...(request.json && { json: request.json }) });

    const sent = (await emitted(database().db, place.scope)).filter(({ id }) => !before.has(id));
    expect(answer.status).toBe(facts.success);
    expect(sent.filter(({ event }) => !events.includes(event))).toEqual([]);
    const named = sent.filter(({ event }) => event === events[0]);
    // The first one that it names is about its own object; the others follow where something else is concerned.
    expect(named).toHaveLength(events.length > 0 ? 1 : 0);
    for (const event of sent) expectOfContract(event);
    const shown = answer.status === 204 ? [] : named.map(({ body }) => inVersion(body.data, version.contract.basePath));
    expect(shown.map(() => withoutSecret(answer.json))).toEqual(shown);
  });
});

it.each(ALL_OPERATIONS.filter(isSending))('$title sends nothing when it is refused', async ({ version, operationId }) => {
  const { store, own, stranger } = await newWorld(database().db);
  const place = own.live;
  const { key } = await issue(store, place);
  const request = await prepare(version, operationId, stranger.live, store);
  const before = await emitted(database().db, place.scope);

  const answer = await api.send(request.method, request.path, { key, json: { ...request.json, unknown: true } });

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await emitted(database().db, place.scope)).toEqual(before);
});

describe('what else is changed by an operation is told of, too', () => {
  it('the resources and the keys of a project that is deleted', async () => {
    let expected: unknown[] = [];
    const sent = await sentBy(async (place, key) => {
      const store = createStore(place.db);
      const project = await newProject(store, place.scope);
      const resources = [await newResource(store, place.scope, project), await newResource(store, place.scope, project)];
      const { id } = await issue(store, place, { projectId: project });
      expected = [...resources.map((resource) => ['resource.deleted', resource, project]), ['key.revoked', id, project], ['project.deleted', project, project]];
      await api.send('DELETE', `/v1/projects/${project}`, { key });
    });

    expect(told(sent)).toEqual(expected.toSorted());
  });

  it('the keys of a user who is deleted, which speak for nobody any more', async () => {
    let user = '';
    let id = '';
    const sent = await sentBy(async (place, key) => {
      const store = createStore(place.db);
      const made = await store.users.insert(place.scope, { name: 'Leaves', email: `${crypto.randomUUID()}@example.com`, password_hash: 'none' });
      if (made === 'email_taken') throw new Error('The address is new.');
      user = made.id;
      ({ id } = await issue(store, place, { userId: user }));
      await api.send('DELETE', `/v1/users/${user}`, { key });
    });

    expect(told(sent)).toEqual([['key.updated', id, null], ['user.deleted', user, null]]);
    expect(sent.find(({ event }) => event === 'key.updated')?.body.data).toMatchObject({ id, user_id: null });
  });

  it('the default project that a resource has made, once', async () => {
    const sent = await sentBy(async (_, key) => {
      for (const name of ['First', 'Second']) await api.send('POST', '/v1/resources', { key, json: { name, type: 'queue' } });
    });

    expect(sent.map(({ event }) => event).toSorted()).toEqual(['project.created', 'resource.created', 'resource.created']);
  });

  it('in the environment and the account that it happened in only', async () => {
    const { store, own, stranger } = await newWorld(database().db);
    const { key } = await issue(store, own.sandbox);
    const elsewhere = [own.live, stranger.live, stranger.sandbox];
    const before = await Promise.all(elsewhere.map(({ scope }) => emitted(database().db, scope)));

    await api.send('POST', '/v1/projects', { key, json: { name: 'Here' } });

    expect(await Promise.all(elsewhere.map(({ scope }) => emitted(database().db, scope)))).toEqual(before);
  });

  it('not what is put back in a sandbox', async () => {
    const { store, own } = await newWorld(database().db);
    const { key } = await issue(store, own.sandbox);
    const before = await emitted(database().db, own.sandbox.scope);

    expect((await api.send('POST', '/v1/sandbox/reset', { key })).status).toBe(200);

    expect(await emitted(database().db, own.sandbox.scope)).toEqual(before);
  });
});

/** What was sent while something was done with a key of a new account. */
async function sentBy(act: (place: Place, key: string) => Promise<unknown>): Promise<Emitted[]> {
  const { store, own } = await newWorld(database().db);
  const { key } = await issue(store, own.live);
  const before = new Set((await emitted(database().db, own.live.scope)).map(({ id }) => id));
  await act(own.live, key);
  const sent = (await emitted(database().db, own.live.scope)).filter(({ id }) => !before.has(id));
  for (const event of sent) expectOfContract(event);
  return sent;
}
/** Of what, and of which project, events tell. */
function told(sent: Emitted[]): unknown[] {
  return sent.map(({ event, body, project_id }) => [event, String(body.data['id']), project_id]).toSorted();
}

/** What is stored fits what the contract says the event carries. */
function expectOfContract({ event, body, faults }: Emitted): void {
  expect(Object.keys(contract.document.webhooks)).toContain(event);
  expect(Object.keys(body)).toEqual(['event', 'timestamp', 'data']);
  expect(faults).toEqual([]);
}

function withoutSecret({ secret: _secret, ...shown }: Record<string, unknown>): Record<string, unknown> {
  return shown;
}

/** Events are of the first version, and name its paths. */
function inVersion(data: Record<string, unknown>, basePath: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(data).replaceAll('"/v1/', `"${basePath}/`)) as Record<string, unknown>;
}
