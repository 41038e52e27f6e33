import { Client, NotFoundError, PreconditionFailedCodeError, PreconditionFailedError, type ClientOptions } from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { newExport } from './harness/background-rows.ts';
import { issue, newPlaces, type Place } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let live: Place;
let apiKey: string;
beforeAll(async () => {
  api = await startApi(database());
  ({ live } = await newPlaces(database().db));
  ({ key: apiKey } = await issue(createStore(live.db), live));
});
afterAll(() => api[Symbol.asyncDispose]());

const client = (options: ClientOptions = {}) => new Client({ apiKey, baseUrl: api.url + contract.basePath, ...options });

describe('an object that was seen before', () => {
  it('is not sent again while it is the same', async () => {
    const { projects } = client();
    const { data: seen, headers } = await projects.get(live.project).withResponse();

    const unchanged = await projects.get(live.project, { ifNoneMatch: headers.etag });
    await projects.update(live.project, { description: crypto.randomUUID() });
    const changed = await projects.get(live.project, { ifNoneMatch: headers.etag });

    expect(unchanged).toBeUndefined();
    expect(changed).toMatchObject({ id: seen.id, description: expect.any(String) });
    expectTypeOf(seen).not.toExtend<undefined>();
    expectTypeOf(unchanged).toEqualTypeOf<typeof seen | undefined>();
  });

  it('is changed only as it was seen', async () => {
    const { projects } = client();
    const { headers } = await projects.get(live.project).withResponse();
    const ifMatch = headers.etag ?? '';

    await projects.update(live.project, { name: 'First' }, { ifMatch });
    const error = await projects.update(live.project, { name: 'Second' }, { ifMatch }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PreconditionFailedError);
    expect(error).toBeInstanceOf(PreconditionFailedCodeError);
    expect(await projects.get(live.project)).toMatchObject({ name: 'First' });
  });
});

it('headers are given by name and type', async () => {
  const { data, headers, response, requestId } = await client().projects.create({ name: 'With headers' }).withResponse();

  expect(headers).toMatchObject({ location: `/v1/projects/${data.id}`, xRequestId: requestId, xRateLimitLimit: expect.any(Number), xRateLimitRemaining: expect.any(Number) });
  expect([response.status, response.headers.get('location')]).toEqual([201, headers.location]);
  expectTypeOf(headers.location).toEqualTypeOf<string>();
  expectTypeOf(headers.xRateLimitLimit).toEqualTypeOf<number | undefined>();
});

it('a file is the response itself', async () => {
  const { jobs } = client();
  const job = await newExport(live.db, live.scope, live.project);

  const { data, headers } = await jobs.getResult(job).withResponse();

  expect(data.headers.get('content-type')).toMatch(/^text\/csv/);
  expect([await data.text(), headers.contentDisposition]).toEqual(['object\r\n', expect.stringContaining('attachment')]);
});

it('what goes through openapi-fetch gives errors instead of throwing them', async () => {
  const { http } = client();

  const found = await http.GET('/projects/{project_id}', { params: { path: { project_id: live.project } } });
  const missing = await http.GET('/projects/{project_id}', { params: { path: { project_id: 'prj_0' } } });

  expect(found.data?.id).toBe(live.project);
  expect([missing.error?.error.code, missing.response.status]).toEqual(['project_not_found', 404]);
  await expect(client().projects.get('prj_0')).rejects.toBeInstanceOf(NotFoundError);
});

it('a token is asked for before each attempt', async () => {
  let asked = 0;
  const tokens = [apiKey, 'sk_live_nobodys'];
  const { settings } = new Client({ accessToken: async () => tokens[asked++] ?? '', baseUrl: api.url + contract.basePath });

  expect(await settings.get()).toHaveProperty('name');
  await expect(settings.get()).rejects.toMatchObject({ code: 'invalid_credentials' });
});

/** Options of a client that logs everything, and its lines. */
function listening() {
  const lines: string[] = [];
  const note = (text: string) => void lines.push(text);
  return { lines, logLevel: 'debug', logger: { error: note, warn: note, info: note, debug: note } } as const;
}

describe('a log', () => {
  it('is warned once of what is deprecated', async () => {
    const { lines, ...logging } = listening();
    const ending = { Deprecation: '@1796083200', Sunset: 'Tue, 01 Jun 2027 00:00:00 GMT' };
    const answering: ClientOptions['fetch'] = async (input, init) => {
      const { body, status, headers } = await fetch(input, init);
      return new Response(body, { status, headers: { ...Object.fromEntries(headers), ...ending } });
    };
    const { settings } = client({ ...logging, logLevel: 'warn', fetch: answering });

    await settings.get();
    await settings.get();

    expect(lines).toEqual([expect.stringMatching(/2027.*getSettings/)]);
  });

  it('holds no key, no secret and no idempotency key', async () => {
    const { lines, ...logging } = listening();
    const [idempotencyKey, accessToken] = ['of-the-caller-alone', 'token-of-the-caller'];
    const { webhooks, keys } = client(logging);

    const { secret } = await webhooks.create({ url: 'https://hooks.example.com/made' }, { idempotencyKey, headers: { 'X-Trace': apiKey } });
    const { secret: made } = await keys.create({ name: 'Made' });
    await new Client({ ...logging, accessToken: () => accessToken, baseUrl: api.url + contract.basePath, retries: 0 }).users.list({ email: `${apiKey}@example.com` }).catch(() => {});

    expect(lines.length).toBeGreaterThan(5);
    expect([apiKey, idempotencyKey, accessToken, secret, made].filter((text) => lines.join('\n').includes(text))).toEqual([]);
  });
});
