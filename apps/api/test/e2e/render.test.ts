import { Failure } from '@plumbline/server';
import { expect, it } from 'vitest';
import type { ApiHandlers } from '../../src/operations/handlers.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';

const database = testDatabase();

/** A handler that returns what the table has, as somebody in a hurry would. */
const wholeRow: ApiHandlers['getUser'] = async ({ principal, params }) => {
  const row = await database().db.selectFrom('users').selectAll().where('account_id', '=', principal.accountId).where('id', '=', params.user_id).executeTakeFirstOrThrow();
  return { status: 200, body: row as never }; // It does not compile otherwise, which is the first of the two walls.
};

it('a whole row of the database, password hash and all, leaves as the declared properties and nothing else', async () => {
  await using api = await startApi(database(), { mode: 'production', handlers: { getUser: wholeRow } });
  const { liveKey: key } = await newAccount(database().db);
  const created = await api.send('POST', '/v1/users', { key, json: { name: 'Ada', email: 'ada@example.com', password: 'secure_password' } });

  const answer = await api.send('GET', `/v1/users/${String(created.json['id'])}`, { key });

  expect([answer.status, answer.json]).toEqual([200, created.json]);
  expect(answer.text).not.toMatch(/hash|argon2|account|environment/);
});

it('in development and test such a row is a 500, and the log says what is too much', async () => {
  await using api = await startApi(database(), { handlers: { getUser: wholeRow } });
  const { liveKey: key } = await newAccount(database().db);
  const created = await api.send('POST', '/v1/users', { key, json: { name: 'Ada', email: 'ada@example.com', password: 'secure_password' } });

  const answer = await api.send('GET', `/v1/users/${String(created.json['id'])}`, { key });

  expect([answer.status, answer.json.error.code]).toEqual([500, 'internal_error']);
  expect(answer.text).not.toMatch(/hash|argon2/);
  expect(api.breaches.map(({ message }) => message).join()).toContain('`/password_hash` is not declared');
  expect(JSON.stringify(api.logged)).not.toContain('argon2');
});

const getProject: ApiHandlers['getProject'] = async () => {
  throw new Failure('email_taken'); // As deeper code could, which TypeScript cannot see.
};

it('an error code that the operation does not declare is a 500, wherever it was thrown', async () => {
  await using api = await startApi(database(), { handlers: { getProject } });
  const { liveKey: key } = await newAccount(database().db);

  const answer = await api.send('GET', '/v1/projects/prj_1', { key });

  expect([answer.status, answer.json.error.code]).toEqual([500, 'internal_error']);
  expect(api.breaches.map(({ message }) => message)).toEqual(['getProject broke the contract: it threw `email_taken`, which it does not declare']);
});
