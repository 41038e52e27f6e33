import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleAccount } from './harness/example-account.ts';
import { exampleRequests } from './harness/example-requests.ts';
import { bodySchema } from './harness/nodes.ts';
import { violations } from './harness/violations.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let key: string;
beforeAll(async () => {
  api = await startApi(database());
  ({ key } = await exampleAccount(database().db));
});
afterAll(() => api[Symbol.asyncDispose]());

const WITH_BODY = ALL_OPERATIONS.flatMap(({ version, operationId }) =>
  exampleRequests(version, operationId)
    .filter(({ body }) => body !== undefined)
    .map((request) => ({ version, request, title: `${version.name} ${operationId}: ${request.name}` })),
);

describe.each(WITH_BODY)('$title refuses a body that breaks its schema', ({ version, request }) => {
  const { operationId, method, path, body = {} } = request;

  it.each(violations(version.contract, bodySchema(version.contract, operationId), body))('$what', async ({ body: broken, faults }) => {
    const before = await everything();

    const answer = await api.send(method, path, { key, json: broken });

    expect([answer.status, answer.json.error.code]).toEqual([422, 'validation_failed']);
    const found = answer.json.error.details?.map(({ in: place, pointer, code }) => ({ place, pointer, code }));
    expect(found).toEqual(faults.map((fault) => ({ place: 'body', ...fault })));
    expect(await everything()).toEqual(before);
  });
});

/** What a refused request must leave as it was. */
async function everything(): Promise<string[]> {
  const paths = ['users', 'projects', 'resources', 'settings', 'audit'];
  return Promise.all(paths.map(async (path) => (await api.send('GET', `/v1/${path}`, { key })).text));
}
