import type { ApiPromise, Client } from '@plumbline/client';
import type { Client as ClientV2 } from '@plumbline/client/v2';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { createStore, type Store } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { answerFaults } from './harness/answer-faults.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { CLIENT_CALLS } from './harness/client-calls.ts';
import { clientOfVersion } from './harness/client-of-version.ts';
import { answerType } from './harness/example-requests.ts';
import { bodySchema } from './harness/nodes.ts';
import { factsOf } from './harness/operation-facts.ts';
import { OPERATION_REQUESTS } from './harness/operation-requests.ts';
import { ALL_OPERATIONS, type OperationId, type Version } from './harness/versions.ts';
import { issue, newPlaces, newProject, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let store: Store;
let live: Place;
beforeAll(async () => {
  api = await startApi(database());
  store = createStore(database().db);
  ({ live } = await newPlaces(database().db));
});
afterAll(() => api[Symbol.asyncDispose]());

type Prepare = (...given: unknown[]) => Promise<{ path?: object; body?: object }>;
type Call = (client: Client, named: object) => ApiPromise<unknown, object>;

it.each(ALL_OPERATIONS)('$title is called by its method, and gives what the contract says', async ({ version, operationId }) => {
  const facts = factsOf(version, operationId);
  // What may be deleted is made anew: a project and, by a reset, a whole sandbox.
  const place = facts.isForSandbox ? (await newPlaces(database().db)).sandbox : { ...live, project: await newProject(store, live.scope) };
  const { key: apiKey } = await issue(store, place);
  const asked: { operation: string; url: string }[] = [];
  const client = clientOfVersion(version, api.url, { apiKey, retries: 0, hooks: { onRequest: ({ operation, url }) => void asked.push({ operation, url }) } });
  const named = await (OPERATION_REQUESTS[operationId] as Prepare)(place, store);

  const { data, response, headers, requestId } = await (CLIENT_CALLS[operationId] as Call)(client, named).withResponse();

  expect(asked).toEqual([{ operation: operationId, url: expect.stringContaining(api.url + version.contract.basePath) }]);
  expect([response.status, requestId]).toEqual([facts.success, response.headers.get('x-request-id')]);
  expect(headers).toMatchObject({ xRequestId: requestId });
  const body = data instanceof Response ? await data.text() : data;
  expect([typeof body, answerFaults(version, operationId, response.status, body)]).toEqual([kindOfAnswer(version, operationId, facts.success), []]);
  expect(api.breaches.splice(0)).toEqual([]);
});

/** What an answer is to who reads it: an object, the text of a file, or nothing. */
function kindOfAnswer(version: Version, operationId: OperationId, status: number): string {
  if (answerType(version, operationId, status) === undefined) return 'undefined';
  return bodySchema(version.contract, operationId, status) ? 'object' : 'string';
}

it('the client of v2 has the same methods as that of v1', () => {
  type Methods<Of> = { [Name in Exclude<keyof Of, 'http' | 'call'>]: keyof Of[Name] };
  expectTypeOf<Methods<ClientV2>>().toEqualTypeOf<Methods<Client>>();
});
