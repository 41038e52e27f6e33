import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { accountStore } from './accounts.ts';
import type { Scope } from './schema.ts';
import { settingsStore } from './settings.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();

let settings: ReturnType<typeof settingsStore>;
let live: Scope;
let sandbox: Scope;

const refuse = () => {
  throw new Error('not this one');
};
const nameOf = async ({ accountId }: Scope) => (await accountStore(database().db).find(accountId))?.name;

beforeEach(async () => {
  const { db } = database();
  settings = settingsStore(db);
  ({ live, sandbox } = await newScopes(db));
});

describe('find', () => {
  it('is what a new account has in each environment', async () => {
    const fresh = { name: 'Test', plan: 'free', support_email: null, log_retention_days: 30, updated_at: expect.any(Date) };

    expect(await settings.find(live)).toEqual({ ...fresh, sandbox_reset_at: null });
    expect(await settings.find(sandbox)).toEqual({ ...fresh, sandbox_reset_at: expect.any(Date) });
  });

  it('shows the plan that the account is on now', async () => {
    await accountStore(database().db).setPlan(live.accountId, 'pro');

    expect(await settings.find(live)).toMatchObject({ plan: 'pro' });
    expect(await settings.find(sandbox)).toMatchObject({ plan: 'pro' });
  });

  it('is an error for an account that is not there, which changes nothing', async () => {
    await expect(settings.find({ ...live, accountId: 'acc_0' })).rejects.toThrow('no result');
    expect(await settings.update({ ...live, accountId: 'acc_0' }, { name: 'x' })).toBeUndefined();
  });
});

describe('update', () => {
  it('changes what is given, in its own environment', async () => {
    const before = await settings.find(live);
    const untouched = await settings.find(sandbox);
    const changed = await settings.update(live, { support_email: 'help@example.com', log_retention_days: 365 });

    expect(changed).toEqual({ ...before, support_email: 'help@example.com', log_retention_days: 365, updated_at: expect.any(Date) });
    expect(changed?.updated_at.getTime()).toBeGreaterThan(before?.updated_at.getTime() ?? Infinity);
    expect(await settings.find(live)).toEqual(changed);
    expect(await settings.find(sandbox)).toEqual(untouched);
  });

  it('of the name in live renames the account', async () => {
    expect(await settings.update(live, { name: 'Acme' })).toMatchObject({ name: 'Acme' });
    expect(await nameOf(live)).toBe('Acme');
    expect(await settings.find(sandbox)).toMatchObject({ name: 'Test' });
  });

  it('of the name in the sandbox leaves the account its name', async () => {
    expect(await settings.update(sandbox, { name: 'Trial' })).toMatchObject({ name: 'Trial' });
    expect(await nameOf(live)).toBe('Test');
  });

  it('changes neither settings nor account when one of the two fails', async () => {
    const { db } = database();
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`.execute(db);
    await sql`create trigger refuse before update on accounts for each row execute function refuse()`.execute(db);

    await expect(settings.update(live, { name: 'Acme' })).rejects.toThrow('refused');
    await sql`drop function refuse cascade`.execute(db);
    expect(await settings.find(live)).toMatchObject({ name: 'Test' });
  });

  it('changes neither settings nor account when its transaction is undone', async () => {
    const work = transaction(database().db, async (trx) => {
      await settingsStore(trx).update(live, { name: 'Acme' });
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await settings.find(live)).toMatchObject({ name: 'Test' });
    expect(await nameOf(live)).toBe('Test');
  });

  it.each([0, 366])('refuses to keep logs for %i days', async (log_retention_days) => {
    await expect(settings.update(live, { log_retention_days })).rejects.toMatchObject({ code: '23514' });
  });
});

describe('update with a guard', () => {
  it('shows it the row, and does its work when it is content', async () => {
    const before = await settings.find(live);
    const guard = vi.fn<(row: unknown) => void>();

    expect(await settings.update(live, { name: 'Acme' }, guard)).toMatchObject({ name: 'Acme' });
    expect(guard.mock.calls).toEqual([[before]]);
  });

  it.each([{ name: 'Acme' }, { support_email: 'help@example.com' }])('throws what it throws, and leaves the row: %j', async (changes) => {
    const before = await settings.find(live);

    await expect(settings.update(live, changes, refuse)).rejects.toThrow('not this one');
    expect(await settings.find(live)).toEqual(before);
    expect(await nameOf(live)).toBe('Test');
  });
});
