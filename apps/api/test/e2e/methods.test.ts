import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { ALL_OPERATIONS, VERSIONS, type Version } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

const METHODS = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT', 'TRACE'];

/** Every path of a version, with the examples of its parameters, and the methods that it answers. */
const PATHS = VERSIONS.flatMap((version) =>
  pathsOf(version).map((path) => {
    const own = ALL_OPERATIONS.filter((one) => one.version === version).map(({ operationId }) => exampleRequest(version, operationId)).filter((request) => request.path === path);
    const methods = own.map(({ method }) => method);
    return { path, version, allowed: [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted(), lacking: METHODS.filter((method) => !methods.includes(method)) };
  }),
);

describe.each(PATHS)('$path', ({ path, allowed, lacking }) => {
  it.each(lacking)('has no %s, and says what it has', async (method) => {
    const { status, headers, json } = await api.send(method, path);

    expect([status, json.error.code, headers.allow]).toEqual([405, 'method_not_allowed', allowed.join(', ')]);
    expect(Object.keys(json.error).toSorted()).toEqual(['code', 'doc_url', 'message', 'request_id']);
    expect([headers['content-type'], headers['x-request-id']]).toEqual(['application/json', json.error.request_id]);
  });

  it('tells OPTIONS what it has', async () => {
    const { status, headers, text } = await api.send('OPTIONS', path);

    expect([status, headers.allow, headers['access-control-allow-methods'], text]).toEqual([204, allowed.join(', '), allowed.join(', '), '']);
  });

  it.each(['/nothing', '/'])('has nothing below it at %s', async (below) => {
    const { status, headers, json } = await api.send('GET', `${path}/x${below}`);

    expect([status, json.error.code, headers.allow]).toEqual([404, 'not_found', undefined]);
  });
});

it('no path of the contract breaks it by what it has not', () => {
  expect(api.breaches).toEqual([]);
});

function pathsOf(version: Version): string[] {
  const own = ALL_OPERATIONS.filter((one) => one.version === version);
  return [...new Set(own.map(({ operationId }) => exampleRequest(version, operationId).path))];
}
