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

it('EX-1: a user is made with a password that never comes back, and is found', async () => {
  const key = await liveKey();
  const json = { name: 'John Doe', email: 'john@example.com', password: 'secure_password' };

  const created = await api.send('POST', '/v1/users', { key, json });
  const found = await api.send('GET', `/v1/users/${String(created.json['id'])}`, { key });

  expect([created.status, found.status]).toEqual([201, 200]);
  expect(created.json).toMatchObject({ id: expect.any(String), name: 'John Doe', email: 'john@example.com', created_at: expect.any(String) });
  expect(found.json).toEqual(created.json);
  expect(created.text + found.text).not.toMatch(/password|argon2/);
});

it('EX-2: a page of projects by status carries where it is', async () => {
  const key = await liveKey();
  const made = await api.send('POST', '/v1/projects', { key, json: { name: 'My Project', description: 'Project description' } });
  const archived = await api.send('POST', '/v1/projects', { key, json: { name: 'Old' } });
  await api.send('PATCH', `/v1/projects/${String(archived.json['id'])}`, { key, json: { status: 'archived' } });

  const answer = await api.send('GET', '/v1/projects?page=1&per_page=20&status=active', { key });

  expect(made.json).toMatchObject({ id: expect.any(String), name: 'My Project', description: 'Project description', created_at: expect.any(String) });
  expect(answer.json).toEqual({
    data: [made.json],
    meta: { page: 1, per_page: 20, total_items: 1, total_pages: 1, has_next: false, has_previous: false },
  });
});

it('EX-3: every 4xx and 5xx is an error with code, message and, where a part of the request is at fault, details', async () => {
  const answers = [...(await answerOfEachStatus(database()))].filter(([status]) => status >= 400);

  for (const [status, { json, headers }] of answers) {
    expect([status, Object.keys(json)]).toEqual([status, ['error']]);
    const { code, message, details, ...others } = json.error;
    expect([typeof code, typeof message, Object.keys(others)]).toEqual(['string', 'string', ['request_id', 'doc_url']]);
    expect(headers['content-type']).toBe('application/json');
    expect([status, details?.map(({ pointer }) => pointer)]).toEqual([status, { 400: ['/page'], 409: ['/email'], 422: ['/name'] }[status]]);
  }
  expect(answers.map(([status]) => status).toSorted()).toEqual([400, 401, 403, 404, 406, 409, 412, 415, 422, 429, 500, 503]);
});
