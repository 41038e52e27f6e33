import { expect, it } from 'vitest';
import { makeKey } from '../../src/accounts/api-key.ts';
import type { Database } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';

const database = testDatabase();

const INVALID = [401, 'invalid_credentials', 'Bearer error="invalid_token"'];
const OTHER_SCHEME = [401, 'invalid_credentials', 'Bearer'];

it.each([
  ['no header', undefined, [401, 'missing_credentials', 'Bearer']],
  ['rubbish', 'Bearer rubbish', INVALID],
  ['nothing behind the scheme', 'Bearer', INVALID],
  ['two words', 'Bearer a b', INVALID],
  ['letters that no token has', 'Bearer \u00e4\u00f6', INVALID],
  ['another scheme', 'Basic dXNlcjpwYXNz', OTHER_SCHEME],
  ['another scheme that names ours', 'Basic xxbearerxx', OTHER_SCHEME],
  ['a scheme that begins like ours', 'Bearerish sk_live_x', OTHER_SCHEME],
])('%s: refused with the challenge of RFC 6750', async (_what, authorization, expected) => {
  await using api = await startApi(database());

  const answer = await api.send('GET', '/v1/projects', { headers: authorization === undefined ? {} : { authorization } });

  expect([answer.status, answer.json.error.code, answer.headers['www-authenticate']]).toEqual(expected);
});

it('a key that is unknown, revoked, expired, mistyped or of the other environment is refused like rubbish', async () => {
  await using api = await startApi(database());
  const { db } = database();
  const account = await newAccount(db);
  const revoked = await account.key();
  await createStore(db).keys.revokeById(revoked.id);
  const expired = await account.key({ expiresAt: new Date(Date.now() - 1000) });
  const keys = {
    unknown: makeKey('live').key,
    revoked: revoked.key,
    expired: expired.key,
    mistyped: account.liveKey.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
    'of the other environment': account.liveKey.replace('sk_live_', 'sk_test_'),
  };

  for (const [what, key] of Object.entries(keys)) {
    const answer = await api.send('GET', '/v1/projects', { key });
    expect([what, answer.status, answer.json.error.code, answer.headers['www-authenticate']]).toEqual([what, ...INVALID]);
  }
  expect((await api.send('GET', '/v1/projects', { key: account.liveKey })).status).toBe(200);
  expect(JSON.stringify(api.logged)).not.toContain(account.liveKey.slice(0, 24));
});

it('a wrong checksum costs no query, a good key one before its operation', async () => {
  const counted = counting(database());
  await using api = await startApi(counted.database);
  const account = await newAccount(database().db);

  await api.send('GET', '/v1/projects', { key: account.liveKey.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')) });
  expect(counted.queries()).toBe(0);
  await api.send('GET', '/v1/projects?page=0', { key: account.liveKey });
  expect(counted.queries()).toBe(1);
});

it('the use of a key is written behind the answer, at the latest when the server stops', async () => {
  const account = await newAccount(database().db);
  const { key, id } = await account.key();
  const before = Date.now();
  {
    await using api = await startApi(database());
    await api.send('GET', '/v1/projects', { key });
    await api.send('GET', '/v1/projects', { key: account.liveKey.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')) });
  }
  const used = await createStore(database().db).keys.find(account.live, id);

  expect(used?.last_used_at?.getTime()).toBeGreaterThanOrEqual(before);
  expect(used?.updated_at).toEqual(used?.created_at);
});

it('a key without the scope is told which one it lacks', async () => {
  await using api = await startApi(database());
  const account = await newAccount(database().db);
  const { key } = await account.key({ scopes: ['projects:read'] });

  const answer = await api.send('POST', '/v1/projects', { key, json: { name: 'a' } });

  expect([answer.status, answer.json.error.code]).toEqual([403, 'insufficient_scope']);
  expect(answer.json.error.message).toContain('`projects:write`');
  expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="projects:write"');
  expect((await api.send('GET', '/v1/projects', { key })).status).toBe(200);
});

/** The database, and how many queries went to it through this handle. */
function counting(real: Database) {
  let count = 0;
  const db = real.db.withPlugin({
    transformQuery({ node }) {
      count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { database: { ...real, db }, queries: () => count };
}
