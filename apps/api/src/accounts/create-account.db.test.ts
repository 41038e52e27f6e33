import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { createStore } from '../store/store.ts';
import { authenticator } from './authenticate.ts';
import { createAccount } from './create-account.ts';
import { verifyPassword } from './password.ts';

const database = testDatabase();
const ACME = { name: 'Acme', plan: 'enterprise', email: 'ada@acme.example', userName: 'Ada', scopes: ['users:read'] } as const;

describe('createAccount', () => {
  it.each([
    ['live', 'liveKey', { name: 'Ada', email: 'ada@acme.example' }],
    ['sandbox', 'sandboxKey', { name: 'John Doe', email: 'john@example.com' }],
  ] as const)('makes a key for %s that speaks for its first user', async (environment, which, first) => {
    const { db } = database();
    const made = await createAccount(db, ACME);
    const principal = await authenticator({ db })(made[which], { address: '192.0.2.7' });
    const { rows } = await createStore(db).users.list({ accountId: made.accountId, environment }, aPage(1, 9));

    expect(rows[0]).toMatchObject(first);
    expect(principal).toMatchObject({ accountId: made.accountId, environment, userId: rows[0]?.id, scopes: ['users:read'], plan: 'enterprise' });
  });

  it.each([
    ['the password that was given', 'correct horse', /^correct horse$/],
    ['a generated password', undefined, /^[0-9A-Za-z]{20}$/],
  ])('lets the user sign in with %s', async (_, given, want) => {
    const { db } = database();
    const { accountId, password } = await createAccount(db, { ...ACME, password: given });
    const { password_hash } = await db.selectFrom('users').select('password_hash').where('account_id', '=', accountId).where('environment', '=', 'live').executeTakeFirstOrThrow();

    expect(password).toMatch(want);
    expect(await verifyPassword(password_hash, password)).toBe(true);
  });

  it('makes nothing when one step fails', async () => {
    const { db } = database();
    const before = (await createStore(db).accounts.list()).length;

    // U+0000 cannot be stored, and the users come after the account.
    await expect(createAccount(db, { ...ACME, email: 'a\0@acme.example' })).rejects.toThrow('UTF8');
    expect(await createStore(db).accounts.list()).toHaveLength(before);
  });
});
