import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { keyStore } from './keys.ts';
import type { Scope } from './schema.ts';
import { userStore } from './users.ts';

const database = testDatabase();
const JOHN = { name: 'John Doe', email: 'john@example.com', password_hash: 'hash' };

const refuse = () => {
  throw new Error('not this one');
};

let users: ReturnType<typeof userStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;

beforeEach(async () => {
  const { db } = database();
  users = userStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
});

/** A user that must come out of an insert. */
async function insert(scope: Scope, user: Parameters<typeof users.insert>[1]) {
  const made = await users.insert(scope, user);
  if (made === 'email_taken') throw new Error(`${user.email} is taken.`);
  return made;
}

describe('insert', () => {
  it('gives out everything but the password hash', async () => {
    const made = await insert(mine, JOHN);

    expect(made).toEqual({
      id: expect.stringMatching(/^usr_[0-9A-Za-z]{22}$/),
      name: 'John Doe',
      email: 'john@example.com',
      created_at: expect.any(Date),
      updated_at: made.created_at,
    });
    expect(await users.find(mine, made.id)).toEqual(made);
    expect(await users.list(mine, aPage(1, 10))).toEqual({ rows: [made], total: 1 });
  });

  it('refuses an address that another user of the account has, in any case', async () => {
    await insert(mine, JOHN);

    expect(await users.insert(mine, { ...JOHN, email: 'JOHN@Example.com' })).toBe('email_taken');
    expect((await users.list(mine, aPage(1, 10))).total).toBe(1);
  });

  it('lets exactly one of 20 have an address that all ask for at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => users.insert(mine, JOHN)));

    expect(outcomes.filter((outcome) => outcome === 'email_taken')).toHaveLength(19);
    expect((await users.list(mine, aPage(1, 10))).total).toBe(1);
  });

  it('lets another account and the other environment have the same address', async () => {
    expect(await Promise.all([mine, sandbox, foreign].map((scope) => users.insert(scope, JOHN)))).not.toContain('email_taken');
  });

  it('throws on an id that is there already, without repeating what was to be written', async () => {
    const { id } = await insert(mine, JOHN);
    const error = await users.insert(mine, { ...JOHN, id, email: 'jane@example.com', password_hash: 'secret-hash' }).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: '23505' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/secret-hash|jane@|usr_/);
  });
});

describe('update', () => {
  it('changes what is given and the time of the change', async () => {
    const made = await insert(mine, { ...JOHN, created_at: new Date(0), updated_at: new Date(0) });
    const changed = await users.update(mine, made.id, { email: 'JOHN@example.com' });

    expect(changed).toEqual({ ...made, email: 'JOHN@example.com', updated_at: expect.any(Date) });
    expect(changed).not.toMatchObject({ updated_at: made.updated_at });
  });

  it('refuses an address that another user of the account has', async () => {
    await insert(mine, JOHN);
    const jane = await insert(mine, { ...JOHN, email: 'jane@example.com' });

    expect(await users.update(mine, jane.id, { name: 'Jane', email: 'John@example.com' })).toBe('email_taken');
    expect(await users.find(mine, jane.id)).toEqual(jane);
  });

  it('lets exactly one of two have an address that both change to at once', async () => {
    const made = await Promise.all(['a@example.com', 'b@example.com'].map((email) => insert(mine, { ...JOHN, email })));
    const outcomes = await Promise.all(made.map(({ id }) => users.update(mine, id, { email: 'c@example.com' })));

    expect(outcomes.filter((outcome) => outcome === 'email_taken')).toHaveLength(1);
  });
});

describe('with a guard', () => {
  it('update and remove show it the row, and do their work when it is content', async () => {
    const made = await insert(mine, JOHN);
    const guard = vi.fn<(row: unknown) => void>();
    const changed = await users.update(mine, made.id, { name: 'John' }, guard);

    expect(await users.remove(mine, made.id, guard)).toEqual(changed);
    expect(guard.mock.calls).toEqual([[made], [changed]]);
  });

  it('update and remove throw what it throws, and leave the row', async () => {
    const made = await insert(mine, JOHN);

    await expect(users.update(mine, made.id, { name: 'x' }, refuse)).rejects.toThrow('not this one');
    await expect(users.remove(mine, made.id, refuse)).rejects.toThrow('not this one');
    expect(await users.find(mine, made.id)).toEqual(made);
  });

  it('refuses an address that another user has, and goes on', async () => {
    await insert(mine, JOHN);
    const jane = await insert(mine, { ...JOHN, email: 'jane@example.com' });

    expect(await users.update(mine, jane.id, { email: JOHN.email }, () => {})).toBe('email_taken');
    expect(await users.find(mine, jane.id)).toEqual(jane);
  });
});

describe('findOldest', () => {
  it('is the one that was there first, if there is one', async () => {
    expect(await users.findOldest(mine)).toBeUndefined();

    await insert(mine, JOHN);
    const first = await insert(mine, { ...JOHN, email: 'jane@example.com', created_at: new Date(0) });
    expect(await users.findOldest(mine)).toEqual(first);
  });
});

describe('remove', () => {
  it('frees the address and leaves the keys that the user made, without their maker', async () => {
    const keys = keyStore(database().db);
    const john = await insert(mine, JOHN);
    const scopes = ['users:read'];
    const key = { name: 'k', user_id: john.id, project_id: null, scopes, allowed_addresses: [], expires_at: null };
    await keys.insert(mine, key, { lookup: john.id, hash: new Uint8Array(32), prefix: 'sk_live_' });

    expect(await users.remove(mine, john.id)).toEqual(john);
    expect(await users.remove(mine, john.id)).toBeUndefined();
    expect(await keys.listOfAccount(mine.accountId)).toMatchObject([{ account_id: mine.accountId, environment: 'live', user_id: null, scopes }]);
    expect(await users.insert(mine, JOHN)).not.toBe('email_taken');
  });
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
])('from %s', (_, scope) => {
  it('nobody is seen, changed or deleted', async () => {
    const made = await insert(mine, JOHN);

    expect(await users.list(scope(), aPage(1, 10))).toEqual({ rows: [], total: 0 });
    expect(await users.find(scope(), made.id)).toBeUndefined();
    expect(await users.update(scope(), made.id, { name: 'x' })).toBeUndefined();
    expect(await users.remove(scope(), made.id)).toBeUndefined();
    expect(await users.find(mine, made.id)).toEqual(made);
  });
});

it('an id with U+0000 is of nobody', async () => {
  expect(await users.find(mine, 'usr_\0')).toBeUndefined();
  expect(await users.update(mine, 'usr_\0', { name: 'x' })).toBeUndefined();
  expect(await users.remove(mine, 'usr_\0')).toBeUndefined();
});
