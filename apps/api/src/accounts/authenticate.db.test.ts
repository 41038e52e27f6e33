import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import type { Db, Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { makeKey } from './api-key.ts';
import { authenticator } from './authenticate.ts';
import type { Principal } from './authenticate.ts';
import { issueKey } from './issue-key.ts';
import type { KeyGrant } from './issue-key.ts';
import { rotateSecret } from './rotate-secret.ts';

const database = testDatabase();
const NOW = new Date('2026-03-06T12:00:00.000Z');
const HERE = '192.0.2.7';
const GRANT = { name: 'Key', userId: null, scopes: ['users:read', 'projects:read'] };

let live: Scope;
let queries: number;
let used: [string, Date][];
let authenticate: (token: string, address?: string) => Promise<Principal | undefined>;

beforeEach(async () => {
  ({ live } = await newScopes(database().db));
  queries = 0;
  used = [];
  const verify = authenticator({ db: counted(database().db), now: () => NOW, noteUse: (keyId, at) => void used.push([keyId, at]) });
  authenticate = (token, address = HERE) => verify(token, { address });
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

function issue(scope: Scope, grant: Partial<KeyGrant> = {}) {
  return issueKey(createStore(database().db), scope, { ...GRANT, ...grant });
}

describe('authenticate', () => {
  it.each(['live', 'sandbox'] as const)('knows the owner of a %s key, with one query', async (environment) => {
    const { key, row } = await issue({ ...live, environment });

    expect(await authenticate(key)).toEqual({
      accountId: live.accountId,
      environment,
      keyId: row.id,
      userId: null,
      projectId: null,
      scopes: GRANT.scopes,
      allowedAddresses: [],
      expiresAt: null,
      limit: null,
      plan: 'free',
    });
    expect(queries).toBe(1);
  });

  it('says to what a key is bound', async () => {
    const bounds = { projectId: 'prj_1', allowedAddresses: ['192.0.2.0/24'], expiresAt: new Date('2027-01-01T00:00:00Z') };
    const { key, row } = await issue(live, bounds);
    await createStore(database().db).keys.setLimit(row.id, 5);

    expect(await authenticate(key)).toMatchObject({ ...bounds, limit: 5 });
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
    const { key, row } = await issue(live);
    await database().db.updateTable('key_secrets').set({ hash: makeKey('live').hash }).where('key_id', '=', row.id).execute();

    expect(await authenticate(key)).toBeUndefined();
  });

  it('refuses a key whose row says another environment', async () => {
    const { key, row } = await issue(live);
    await database().db.updateTable('api_keys').set({ environment: 'sandbox' }).where('id', '=', row.id).execute();

    expect(await authenticate(key)).toBeUndefined();
  });

  it('refuses a revoked key', async () => {
    const { key, row } = await issue(live);
    const revoked = await createStore(database().db).keys.revokeById(row.id);
    const again = await createStore(database().db).keys.revokeById(row.id);

    expect(again?.revoked_at).toEqual(revoked?.revoked_at);
    expect(await authenticate(key)).toBeUndefined();
  });

  it.each([
    ['a millisecond later', 1, true],
    ['now', 0, false],
    ['a millisecond ago', -1, false],
  ])('judges a key that expires %s', async (_, offset, isGood) => {
    const { key } = await issue(live, { expiresAt: new Date(NOW.getTime() + offset) });

    expect((await authenticate(key)) !== undefined).toBe(isGood);
  });

  it.each([
    ['in the overlap', 60, new Date(NOW.getTime() + 59_999), true],
    ['as the overlap ends', 60, new Date(NOW.getTime() + 60_000), false],
    ['without an overlap', 0, NOW, false],
  ])('judges a secret that was replaced, %s', async (_, overlapSeconds, at, isGood) => {
    const { key: old, row } = await issue(live);
    const rotated = await rotateSecret(createStore(database().db), live, row.id, { overlapSeconds, now: NOW });
    const verify = authenticator({ db: database().db, now: () => at });
    const principal = await verify(old, { address: HERE });

    expect(principal !== undefined).toBe(isGood);
    expect(principal?.expiresAt).toEqual(isGood ? new Date(NOW.getTime() + 60_000) : undefined);
    expect(await verify(rotated?.key ?? '', { address: HERE })).toMatchObject({ keyId: row.id, expiresAt: null });
  });

  it('ends an old secret with its key, also when the key was cut short behind the rotation', async () => {
    const store = createStore(database().db);
    const { key, row } = await issue(live);
    await rotateSecret(store, live, row.id, { overlapSeconds: 3_600, now: NOW });
    const soon = new Date(NOW.getTime() + 1_000);
    await store.keys.update(live, row.id, { expires_at: soon });

    expect(await authenticate(key)).toMatchObject({ expiresAt: soon });
  });

  it('refuses a good key from an address that it is not for, and says which', async () => {
    const { key } = await issue(live, { allowedAddresses: ['192.0.2.0/24', '2001:db8::/32'] });

    expect((await authenticate(key, '::ffff:192.0.2.255'))?.refusal).toBeUndefined();
    expect((await authenticate(key, '2001:db8:1::'))?.refusal).toBeUndefined();
    expect((await authenticate(key, '192.0.3.0'))?.refusal).toMatchObject({
      name: 'Failure',
      code: 'address_not_allowed',
      message: expect.stringContaining('192.0.3.0'),
    });
    expect(used).toHaveLength(2);
  });

  it('tells an address apart only to who has the whole key', async () => {
    const { key, row } = await issue(live, { allowedAddresses: ['2001:db8::/32'] });
    await database().db.updateTable('key_secrets').set({ hash: makeKey('live').hash }).where('key_id', '=', row.id).execute();
    const revoked = await issue(live, { allowedAddresses: ['2001:db8::/32'] });
    await createStore(database().db).keys.revokeById(revoked.row.id);

    expect(await authenticate(key)).toBeUndefined();
    expect(await authenticate(revoked.key)).toBeUndefined();
  });

  it('tells of each use, and of no refusal', async () => {
    const { key, row } = await issue(live);
    await authenticate(key);
    await authenticate(makeKey('live').key);

    expect(used).toEqual([[row.id, NOW]]);
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

    await expect(failing(makeKey('live').key, { address: HERE })).rejects.toThrow('gone');
  });
});
