import { contract as v1 } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { exampleAccount } from './harness/example-account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { answerExamples, answerType, exampleRequest, exampleRequests, type ExampleRequest } from './harness/example-requests.ts';
import type { Answer } from './harness/send.ts';
import { ALL_OPERATIONS, VERSIONS, type Version } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

const ROWS = ALL_OPERATIONS.flatMap(({ version, operationId, title }) =>
  exampleRequests(version, operationId).map((request) => [`${title}: ${request.name}`, version, request] as const),
);

describe('every example of the contract, sent to a server whose sandbox holds the examples', () => {
  it.each(ROWS)('%s', async (_name, version, request) => {
    const { key } = await exampleAccount(database().db, version.contract);

    const answer = await api.send(request.method, request.target, { key, ...(request.body && { json: request.body }) });

    expect([200, 201, 202, 204]).toContain(answer.status);
    expect(answer.headers['content-type']).toBe(answerType(version, request.operationId, answer.status));
    expect(api.breaches.splice(0)).toEqual([]);
    if (answer.status !== 204) expectShown(version, request, answer);
  });

  it.each(ROWS.filter(([, , { operationId }]) => v1.operations[operationId].list !== null))('%s, each example of a parameter by itself', async (_name, _version, request) => {
    const { key } = await exampleAccount(database().db);

    for (const [name, value] of Object.entries(request.query)) {
      const answer = await api.send(request.method, `${request.path}?${new URLSearchParams({ [name]: value })}`, { key });
      expect([name, answer.status]).toEqual([name, 200]);
    }
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

/** What a reset puts back, by the tags of the operations on it. */
const PUT_BACK = new Set(['users', 'projects', 'resources']);

describe.each(VERSIONS)('after a reset by $name', (version) => {
  const requests = ROWS.filter(([, of, { operationId }]) => of === version && PUT_BACK.has(String(version.contract.operations[operationId].tag))).map(([, , request]) => request);

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('the examples are there again and nothing else, whatever %s has done', async (method) => {
    const { key } = await exampleAccount(database().db);
    const send = ({ method: verb, path, body }: ExampleRequest) => api.send(verb, path, { key, ...(body && { json: body }) });
    // From the end, since a resource goes with its project.
    for (const request of requests.filter((one) => one.method === method).toReversed()) expect((await send(request)).status).toBeLessThan(300);

    expect((await send(exampleRequest(version, 'resetSandbox'))).status).toBe(200);

    for (const request of requests.filter((one) => one.method === 'GET')) expectShown(version, request, await send(request));
  });
});

/** What the server decides by itself, or by the day on which it is asked. */
const OF_THE_MOMENT = new Set(['prefix', 'secret', 'created_at', 'updated_at', 'last_used_at', 'reset_at', 'history']);

/** A reading answers just what the contract shows; a writing has the same properties, and what was sent. */
function expectShown(version: Version, { operationId, method, body = {} }: ExampleRequest, { status, json, text }: Answer): void {
  const [shown] = answerExamples(version, operationId, status) as [Record<string, unknown> | string];
  const isFile = typeof shown === 'string';
  const compared = method === 'GET' ? settled : propertiesOf;
  expect(isFile ? text : compared(json)).toEqual(isFile ? shown : compared(shown));
  const sent = Object.fromEntries(Object.entries(body).filter(([name]) => name in json));

  expect(json).toMatchObject(sent);
}

function propertiesOf(value: object): string[] {
  return Object.keys(value).toSorted();
}

function settled(value: unknown, name = ''): unknown {
  if (OF_THE_MOMENT.has(name)) return 'of the moment';
  if (Array.isArray(value)) return value.map((item) => settled(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settled(member, key)]));
}
