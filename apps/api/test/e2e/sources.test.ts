import { contract } from '@plumbline/contract';
import { expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { exampleAccount } from './harness/example-account.ts';

const database = testDatabase();
const PROJECT = { id: expect.any(String), name: 'edge-ingest', region: 'us-east', created_at: expect.any(String) };
const USER = { id: expect.any(String), name: 'John Doe', email: 'john@example.com', created_at: expect.any(String) };

it('CP-5: projects are listed with the headers of the documented request, a type without a body among them (YC-18)', async () => {
  await using api = await startApi(database());
  const { liveKey } = await newAccount(database().db);
  await api.send('POST', '/v1/projects', { key: liveKey, json: { name: 'edge-ingest', region: 'us-east' } });
  await api.send('POST', '/v1/projects', { key: liveKey, json: { name: 'analytics', region: 'eu-central' } });

  const typed = await api.send('GET', '/v1/projects', { key: liveKey, headers: { 'content-type': 'application/json' } });
  const accepting = await api.send('GET', '/v1/projects', { key: liveKey, headers: { accept: 'application/json' } });

  expect([typed.status, accepting.status]).toEqual([200, 200]);
  expect(typed.json).toMatchObject({ data: [{ name: 'edge-ingest', region: 'us-east' }, { name: 'analytics', region: 'eu-central' }] });
});

it('CP-6: a project is made with name and region, and the new object comes back', async () => {
  await using api = await startApi(database());
  const { liveKey } = await newAccount(database().db);

  const answer = await api.send('POST', '/v1/projects', { key: liveKey, json: { name: 'edge-ingest', region: 'us-east' } });

  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject(PROJECT);
});

it('CP-3: the current user is shown', async () => {
  await using api = await startApi(database());
  const { key } = await exampleAccount(database().db);

  const answer = await api.send('GET', '/v1/user', { key, headers: { 'content-type': 'application/json' } });

  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject(USER);
});

it('EX-1: a user is made with a password that never comes back, and is found', async () => {
  await using api = await startApi(database());
  const { liveKey } = await newAccount(database().db);
  const json = { name: 'John Doe', email: 'john@example.com', password: 'secure_password' };

  const created = await api.send('POST', '/v1/users', { key: liveKey, json });
  const found = await api.send('GET', `/v1/users/${String(created.json['id'])}`, { key: liveKey });

  expect([created.status, found.status]).toEqual([201, 200]);
  expect(created.json).toMatchObject(USER);
  expect(found.json).toEqual(created.json);
  expect(created.text + found.text).not.toMatch(/password|argon2/);
});

it('EX-2, YC-6: a page of projects by status carries where it is', async () => {
  await using api = await startApi(database());
  const { liveKey } = await newAccount(database().db);
  await api.send('POST', '/v1/projects', { key: liveKey, json: { name: 'My Project', description: 'Project description' } });

  const answer = await api.send('GET', '/v1/projects?page=1&per_page=20&status=active', { key: liveKey });

  expect(answer.json).toMatchObject({
    data: [{ name: 'My Project', description: 'Project description' }],
    meta: { page: 1, per_page: 20, total_items: 1, total_pages: 1, has_next: false, has_previous: false },
  });
});

it('MC-4: GET, POST, PUT, PATCH and DELETE all work on one resource', async () => {
  await using api = await startApi(database());
  const { liveKey: key } = await newAccount(database().db);

  const created = await api.send('POST', '/v1/projects', { key, json: { name: 'one' } });
  const path = `/v1/projects/${String(created.json['id'])}`;
  const statuses = [
    (await api.send('GET', path, { key })).status,
    (await api.send('PUT', path, { key, json: { name: 'two' } })).status,
    (await api.send('PATCH', path, { key, json: { name: 'three' } })).status,
    (await api.send('DELETE', path, { key })).status,
  ];

  expect([created.status, ...statuses]).toEqual([201, 200, 200, 200, 204]);
});

it('MC-1: without a credential nothing of the API is served', async () => {
  await using api = await startApi(database());
  const isPublic = new Set(['getStatus']);
  for (const [id, { method, path, scopes }] of Object.entries(contract.operations)) {
    expect([id, scopes === null]).toEqual([id, isPublic.has(id)]);
    if (scopes === null) continue;
    expect((await api.send(method.toUpperCase(), contract.basePath + path.replaceAll(/\{\w+\}/g, 'x'))).status).toBe(401);
  }
});

it('YC-1: the contract names production, staging and sandbox', () => {
  expect(contract.document.servers.map(({ description }) => description.split(/[.,]/)[0])).toEqual(
    expect.arrayContaining(['Production', 'Staging', 'Sandbox']),
  );
});
