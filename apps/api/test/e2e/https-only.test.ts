import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustsProxy } from '../../src/trusted-proxies.ts';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let elsewhere: ApiServer;
let account: TestAccount;
beforeAll(async () => {
  api = await startApi(database(), { httpsOnly: true, trustsProxy: trustsProxy(['loopback']) });
  elsewhere = await startApi(database(), { httpsOnly: true, trustsProxy: trustsProxy(['192.0.2.0/24']) });
  account = await newAccount(database().db);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});

const PLAIN = { 'x-forwarded-proto': 'http' };
const SECURE = { 'x-forwarded-proto': 'https' };
const REFUSED = { status: 403, json: { error: { code: 'https_required' } } };

describe('over plain HTTP', () => {
  it.each(ALL_OPERATIONS)('$title is refused and does nothing', async ({ version, operationId }) => {
    const { path, method, body } = exampleRequest(version, operationId);
    for (const headers of [PLAIN, {}]) {
      const answer = await api.send(method, path, { key: account.liveKey, headers, ...(body && { json: body }) });
      expect(answer).toMatchObject(REFUSED);
      expect(Object.keys(answer.headers).filter((name) => name === 'location' || name.includes('ratelimit') || name === 'strict-transport-security')).toEqual([]);
    }
    expect(await database().db.selectFrom('audit').select('id').where('account_id', '=', account.accountId).execute()).toEqual([]);
  });

  it.each([
    ['GET', '/docs/reference'],
    ['GET', '/docs/openapi.json'],
    ['GET', '/no/such/path'],
    ['OPTIONS', '/v1/projects'],
    ['HEAD', '/v1/projects'],
  ])('%s %s is refused too', async (method, path) => {
    expect((await api.send(method, path, { headers: PLAIN })).status).toBe(403);
  });

  it('the request id is there, and a page may read it', async () => {
    const { headers } = await api.send('GET', '/v1/projects', { headers: PLAIN });
    expect(headers).toMatchObject({ 'x-request-id': expect.stringMatching(/^req_/), 'access-control-allow-origin': '*' });
  });

  it.each(['/livez', '/readyz'])('%s is answered: who probes has no certificate', async (path) => {
    expect((await api.send('GET', path, {})).status).toBe(200);
  });

  it('nobody is believed who is not trusted', async () => {
    expect(await elsewhere.send('GET', '/v1/projects', { key: account.liveKey, headers: SECURE })).toMatchObject(REFUSED);
  });
});

describe('over HTTPS', () => {
  it('everything is served, and browsers are told to stay with it', async () => {
    const answer = await api.send('GET', '/v1/projects', { key: account.liveKey, headers: SECURE });
    expect([answer.status, answer.headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    expect((await api.send('OPTIONS', '/v1/projects', { headers: SECURE })).status).toBe(204);
    expect(api.breaches).toEqual([]);
  });
});
