import { contract } from '@plumbline/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../database.ts';
import { newAccount } from '../harness/account.ts';
import { answerOfEachStatus } from '../harness/answer-of-each-status.ts';
import { startApi, type ApiServer } from '../harness/api-server.ts';
import { exampleAccount } from '../harness/example-account.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const JSON_TYPE = { 'content-type': 'application/json' };
const liveKey = async () => (await newAccount(database().db)).liveKey;

it('CP-3: the current user is shown', async () => {
  const { key } = await exampleAccount(database().db);

  const answer = await api.send('GET', '/v1/user', { key, headers: JSON_TYPE });

  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ id: expect.any(String), name: 'John Doe', email: 'john@example.com', created_at: expect.any(String) });
});

it('CP-4: a key is an opaque string in the documented form, and can be rotated', async () => {
  const key = await liveKey();
  const made = await api.send('POST', '/v1/keys', { key, json: { name: 'server' } });

  const rotated = await api.send('POST', `/v1/keys/${String(made.json['id'])}/rotate`, { key });

  for (const { json } of [made, rotated]) expect(json['secret']).toMatch(/^sk_live_[0-9A-Za-z]+$/);
  const statuses = await Promise.all([made, rotated].map(async ({ json }) => (await api.send('GET', '/v1/projects', { key: String(json['secret']) })).status));
  expect([rotated.status, ...statuses]).toEqual([200, 401, 200]);
});

it('CP-5: projects are listed with the headers of either documented request, a type without a body among them', async () => {
  const key = await liveKey();
  await api.send('POST', '/v1/projects', { key, json: { name: 'edge-ingest', region: 'us-east' } });
  await api.send('POST', '/v1/projects', { key, json: { name: 'analytics', region: 'eu-central' } });

  const typed = await api.send('GET', '/v1/projects', { key, headers: JSON_TYPE });
  const accepting = await api.send('GET', '/v1/projects', { key, headers: { accept: 'application/json' } });

  expect([typed.status, accepting.status]).toEqual([200, 200]);
  expect(typed.json).toMatchObject({ data: [{ name: 'edge-ingest', region: 'us-east' }, { name: 'analytics', region: 'eu-central' }] });
});

it('CP-5: a key sees the projects that are visible to it', async () => {
  const account = await newAccount(database().db);
  const made = await api.send('POST', '/v1/projects', { key: account.liveKey, json: { name: 'edge-ingest', region: 'us-east' } });
  await api.send('POST', '/v1/projects', { key: account.liveKey, json: { name: 'analytics', region: 'eu-central' } });
  const { key } = await account.key({ projectId: String(made.json['id']) });

  expect((await api.send('GET', '/v1/projects', { key })).json['data']).toEqual([made.json]);
});

it('CP-6: a project is made with name and region, and the new object comes back', async () => {
  const answer = await api.send('POST', '/v1/projects', { key: await liveKey(), headers: JSON_TYPE, body: '{"name": "edge-ingest", "region": "us-east"}' });

  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({ id: expect.any(String), name: 'edge-ingest', region: 'us-east', created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\S+Z$/) });
});

it('CP-7: a new key is issued for a project', async () => {
  const key = await liveKey();
  const project = await api.send('POST', '/v1/projects', { key, json: { name: 'edge-ingest', region: 'us-east' } });

  const answer = await api.send('POST', '/v1/keys', { key, json: { name: 'worker', project_id: project.json['id'] } });

  expect([answer.status, answer.json['project_id']]).toEqual([201, project.json['id']]);
  expect((await api.send('GET', '/v1/projects', { key: String(answer.json['secret']) })).json['data']).toEqual([project.json]);
});

it('CP-10: an error has a stable code, which the catalogue explains, and a message to read', async () => {
  const catalogue: Record<string, { status: number }> = contract.errors;
  for (const [status, { json }] of await answerOfEachStatus(database())) {
    if (status < 400) continue;
    expect([json.error.code, catalogue[json.error.code]?.status]).toEqual([json.error.code, status]);
    expect(json.error.message).toMatch(/^[A-Z].*\.$/);
  }
});

it('CP-14: the support has an address in the settings and in the contract', async () => {
  const key = await liveKey();

  await api.send('PATCH', '/v1/settings', { key, json: { support_email: 'support@example.com' } });

  expect((await api.send('GET', '/v1/settings', { key })).json['support_email']).toBe('support@example.com');
  expect(contract.document.info.contact.email).toMatch(/^\S+@\S+$/);
});
