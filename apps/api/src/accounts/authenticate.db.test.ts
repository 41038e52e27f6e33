import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import type { Db, Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { makeKey } from './api-key.ts';
import { authenticator } from './authenticate.ts';
import { issueKey } from './issue-key.ts';

const database = testDatabase();
const NOW = new Date('2026-03-06T12:00:00.000Z');
const GRANT = { name: 'Key', userId: null, scopes: ['users:read', 'projects:read'] };

let live: Scope;
let queries: number;
let authenticate: ReturnType<typeof authenticator>;

beforeEach(async () => {
  ({ live } = await newScopes(database().db));
  queries = 0;
  authenticate = authenticator({ db: counted(database().db), now: () => NOW });
});

/** The same database, with its queries counted. */
function counted(db: Db): Db {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}

function issue(scope: Scope, expiresAt?: Date) {
  return issueKey(createStore(database().db), scope, { ...GRANT, expiresAt });
}

describe('authenticate', () => {
  it.each(['live', 'sandbox'] as const)('knows the owner of a %s key, with one query', async (environment) => {
    const { key, row } = await issue({ ...live, environment });

    expect(await authenticate(key)).toEqual({
      accountId: live.accountId,
      environment,
      keyId: row.id,
      userId: null,
      scopes: GRANT.scopes,
      plan: 'free',
    });
    expect(queries).toBe(1);
  });

  it('names the user who made the key', async () => {
    const user = await createStore(database().db).users.insert(live, { name: 'A', email: 'a@b.example', password_hash: '' });
    const userId = user === 'email_taken' ? user : user.id;
    const { key } = await issueKey(createStore(database().db), live, { ...GRANT, userId });

    expect(await authenticate(key)).toMatchObject({ userId });
  });

  it.each(['', 'sk_live_', 'Bearer x', `sk_live_${'0'.repeat(48)}`, '\0', 'x'.repeat(100_000)])('asks nobody about %j', async (token) => {
    expect(await authenticate(token)).toBeUndefined();
    expect(queries).toBe(0);
  });

  it('asks nobody about a key with a wrong checksum', async () => {
    const { key } = await issue(live);

    expect(await authenticate(`${key.slice(0, -1)}${key.endsWith('0') ? 1 : 0}`)).toBeUndefined();
    expect(queries).toBe(0);
  });

  it('refuses a key that was never given out, with one query', async () => {
    expect(await authenticate(makeKey('live').key)).toBeUndefined();
    expect(queries).toBe(1);
  });

  it('refuses a key with the lookup of another one', async () => {
    const { lookup } = makeKey('live');
    const { key, hash } = makeKey('live');
    await database().db.insertInto('api_keys').values(rowOf(lookup, hash)).execute();
    await database().db.insertInto('api_keys').values(rowOf(key.slice(8, 20), new Uint8Array(32))).execute();

    expect(await authenticate(key)).toBeUndefined();
  });

  it('refuses a key whose row says another environment', async () => {
    const { key, lookup, hash } = makeKey('live');
    await database().db.insertInto('api_keys').values({ ...rowOf(lookup, hash), environment: 'sandbox' }).execute();

    expect(await authenticate(key)).toBeUndefined();
  });

  it('refuses a revoked key', async () => {
    const { key, row } = await issue(live);
    const revoked = await createStore(database().db).keys.revoke(row.id);
    const again = await createStore(database().db).keys.revoke(row.id);

    expect(again?.revoked_at).toEqual(revoked?.revoked_at);
    expect(await authenticate(key)).toBeUndefined();
  });

  it.each([
    ['a millisecond later', 1, true],
    ['now', 0, false],
    ['a millisecond ago', -1, false],
  ])('judges a key that expires %s', async (_, offset, isGood) => {
    const { key } = await issue(live, new Date(NOW.getTime() + offset));

    expect((await authenticate(key)) !== undefined).toBe(isGood);
  });

  it('passes on what the database throws', async () => {
    const failing = authenticator({
      db: database().db.withPlugin({
        transformQuery: () => {
          throw new Error('gone');
        },
        transformResult: async ({ result }) => result,
      }),
    });

    await expect(failing(makeKey('live').key)).rejects.toThrow('gone');
  });
});

function rowOf(lookup: string, hash: Uint8Array) {
  const { accountId, environment } = live;
  return { id: `key_${lookup}`, account_id: accountId, environment, name: 'k', lookup, hash, scopes: [] };
}
