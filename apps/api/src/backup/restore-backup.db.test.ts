import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBareDatabase, openTestDatabase, testDatabase } from '../../test/database.ts';
import { testFolder } from '../../test/folder.ts';
import { fillOddTables, makeOddTables, showOddTables } from '../../test/odd-values.ts';
import { authenticator } from '../accounts/authenticate.ts';
import { createAccount } from '../accounts/create-account.ts';
import { createSealer } from '../secrets/sealer.ts';
import { appliedMigrations, migrate, MIGRATION_NAMES } from '../store/migrate.ts';
import type { Db } from '../store/schema.ts';
import { secretStore } from '../store/secrets.ts';
import { createStore } from '../store/store.ts';
import { restoreBackup } from './restore-backup.ts';
import type { Restoring } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const sealer = createSealer({ current: createSecretKey(randomBytes(32)), previous: [] });
const ACME = { name: 'Acme', plan: 'pro', email: 'ada@acme.example', userName: 'Ada', scopes: ['users:read'] } as const;
const NOW = new Date('2026-06-01T00:00:00Z');

/** A database that stays empty: for what is refused. */
const shared = testDatabase();
const empty = () => shared().db;

/** A database of its own for the test that is running: migrated, or as it comes. */
async function database({ isBare = false } = {}): Promise<Db> {
  const { db, close } = await (isBare ? openBareDatabase() : openTestDatabase());
  onTestFinished(close);
  return db;
}

async function backUp(db: Db): Promise<string> {
  const path = join(testFolder(), 'backup.gz');
  await writeBackup(db, path, { report: () => {}, now: NOW });
  return path;
}

async function restore(db: Db, path: string, given: Partial<Restoring> = {}) {
  const file = await open(path);
  return restoreBackup(db, file, { report: () => {}, keyIds: sealer.keyIds, withoutSecrets: false, ...given }).finally(() => file.close());
}

const linesOf = (path: string) => gunzipSync(readFileSync(path)).toString().split('\n').slice(0, -1);
const withoutTime = (lines: string[]) => lines.filter((line) => !/^\{"(backup|end)":/.test(line)).toSorted();

describe('a backup that is restored', () => {
  it('is every row of every table again, and the keys work', async () => {
    const source = await database();
    const made = await createAccount(source, ACME);
    const cursor = await secretStore(source, sealer).obtain('cursor', () => randomBytes(32));
    await createStore(source).incidents.post({ title: 'Slow', impact: 'minor', components: ['api'], message: 'x', at: NOW });
    const path = await backUp(source);

    const target = await database();
    const rows = linesOf(path).filter((line) => line.startsWith('{"row":')).length;
    expect(await restore(target, path)).toEqual({ rows, tables: expect.any(Number), madeAt: NOW.toISOString(), migrated: [] });
    expect(rows).toBeGreaterThanOrEqual(8);

    expect(withoutTime(linesOf(await backUp(target)))).toEqual(withoutTime(linesOf(path)));
    expect(await authenticator({ db: target })(made.liveKey, { address: '127.0.0.1' })).toMatchObject({ accountId: made.accountId, plan: 'pro' });
    expect(await secretStore(target, sealer).find('cursor')).toEqual(cursor);
    // The identity column goes on behind what was restored.
    const second = await createStore(target).incidents.post({ title: 'Slow', impact: 'minor', components: ['api'], message: 'x', at: NOW });
    expect(second.updates).toHaveLength(1);
  });

  it('holds nothing that opens anything', async () => {
    const source = await database();
    const { liveKey, sandboxKey, password } = await createAccount(source, ACME);
    const cursor = Buffer.from(await secretStore(source, sealer).obtain('cursor', () => randomBytes(32)));
    const path = await backUp(source);
    const text = linesOf(path).join('\n');

    for (const secret of [liveKey, sandboxKey, liveKey.slice(-20), password, cursor.toString('hex'), cursor.toString('base64')]) expect(text).not.toContain(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(path))).toEqual(['backup.gz']);
  });

  it('keeps values of every type, generated columns, references in a circle and sequences', async () => {
    const [source, target] = [await database(), await database()];
    await makeOddTables(source);
    await fillOddTables(source);
    await makeOddTables(target);
    await restore(target, await backUp(source));

    expect(await showOddTables(target)).toEqual(await showOddTables(source));
    const nulls = sql<{ j: string; n: number }>`select j::text as j, count(*)::int as n from odd where j is null or j = 'null' group by j order by j`;
    expect((await nulls.execute(target)).rows).toEqual((await nulls.execute(source)).rows);
    const next = sql<{ id: string; counter: number }>`insert into odd default values returning id::text, counter`;
    expect((await next.execute(target)).rows).toEqual((await next.execute(source)).rows);
    // What was made deferrable to load the circle is no more.
    await expect(sql`insert into odd (boss) values (0)`.execute(target)).rejects.toThrow('foreign key');
  });

  it('of an older release is loaded into its own tables, and then migrated', async () => {
    const source = await database({ isBare: true });
    await migrate(source, '0001_accounts');
    await sql`insert into accounts (id, name, plan) values ('acc_1', 'Old', 'free')`.execute(source);
    const path = join(testFolder(), 'old.gz');
    await writeBackup(source, path, { report: () => {}, now: NOW });

    const target = await database({ isBare: true });
    expect(await restore(target, path)).toMatchObject({ rows: 1, migrated: MIGRATION_NAMES.slice(1) });
    expect(await appliedMigrations(target)).toEqual(MIGRATION_NAMES);
    expect(await createStore(target).accounts.list()).toMatchObject([{ id: 'acc_1', name: 'Old' }]);

    await expect(restore(empty(), path)).rejects.toThrow(/of an older release, and the database has had 0002_users already\. Give a database that no server/);
  });
});

describe('restoring is refused', () => {
  it.each([
    ['accounts', 'The database has accounts already', async (db: Db) => createAccount(db, ACME)],
    ['anything else', 'The database is not empty (it has secrets)', async (db: Db) => secretStore(db, sealer).obtain('x', () => randomBytes(32))],
  ])('into a database that has %s', async (_, message, fill) => {
    const target = await database();
    await fill(target);

    await expect(restore(target, await backUp(empty()))).rejects.toThrow(message);
  });

  it('of migrations that are not known', async () => {
    const source = await database();
    await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2099-01-01T00:00:00.000Z')`.execute(source);

    await expect(restore(empty(), await backUp(source))).rejects.toThrow('The backup is of a newer release: it has had 9999_later');
  });

  it('without the key of its secrets, unless they are left out', async () => {
    const source = await database();
    await secretStore(source, sealer).obtain('cursor', () => randomBytes(32));
    const path = await backUp(source);

    await expect(restore(empty(), path, { keyIds: new Set() })).rejects.toThrow(`sealed with the key ${sealer.currentKeyId}, which is not configured`);
    expect(await restore(empty(), path, { keyIds: new Set(), withoutSecrets: true })).toMatchObject({ rows: 0 });
    expect(await secretStore(empty(), sealer).find('cursor')).toBeUndefined();
  });

  it('of a table that is not here, and nothing is left of it', async () => {
    const source = await database();
    await createAccount(source, ACME);
    await sql`create table extra (id text)`.execute(source);

    await expect(restore(empty(), await backUp(source))).rejects.toThrow('The backup has the table extra with the columns id; there is no such table here.');
    expect(await createStore(empty()).accounts.isEmpty()).toBe(true);
  });

  it('when a row does not fit, and nothing is left of it', async () => {
    const source = await database();
    await sql`alter table accounts drop constraint accounts_plan_check`.execute(source);
    await sql`insert into accounts (id, name, plan) values ('acc_1', 'Good', 'free'), ('acc_2', 'Bad', 'gold')`.execute(source);

    await expect(restore(empty(), await backUp(source))).rejects.toThrow('accounts_plan_check');
    expect(await createStore(empty()).accounts.isEmpty()).toBe(true);
  });
});

it('backs up nothing where there is nothing', async () => {
  const folder = testFolder();
  const written = writeBackup(await database({ isBare: true }), join(folder, 'x'), { report: () => {}, now: NOW });

  await expect(written).rejects.toThrow('There is nothing to back up');
  expect(readdirSync(folder)).toEqual([]);
});
