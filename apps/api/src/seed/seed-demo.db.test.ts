import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../test/embedded-template.ts';
import { testFolder } from '../../test/folder.ts';
import { aPage } from '../../test/list-requests.ts';
import { authenticator } from '../accounts/authenticate.ts';
import { createAccount } from '../accounts/create-account.ts';
import { verifyPassword } from '../accounts/password.ts';
import type { Database } from '../store/database.ts';
import { useEmbedded } from '../store/embedded.ts';
import { createStore } from '../store/store.ts';
import type { Examples } from './examples.ts';
import { seedDemo } from './seed-demo.ts';

const SCOPES = ['users:read', 'projects:write'];
const times = (day: number) => ({ created_at: `2026-03-0${day}T12:00:00.000Z`, updated_at: `2026-03-0${day}T12:30:00.123Z` });
const EXAMPLES: Examples = {
  users: [
    { id: 'usr_9YtR3wPz7QkF5dHn2VbX6M', name: 'John Doe', email: 'john@example.com', ...times(1) },
    { id: 'usr_2BnC8mLs4TgW6jXkQv9DrE', name: 'Jane Roe', email: 'jane@example.com', ...times(2) },
  ],
  projects: [
    { id: 'prj_4GhT9sKq2LmN8vRxYbZ1Wc', name: 'edge-ingest', description: null, region: 'us-east', status: 'active', ...times(3) },
  ],
  resources: [
    { id: 'res_5TnW8yQc1RkV4mJxG7sLbP', project_id: 'prj_4GhT9sKq2LmN8vRxYbZ1Wc', name: 'r', type: 'queue', status: 'active', config: { timeout: 1 }, ...times(4) },
  ],
};
const HERE = { address: '127.0.0.1' };
const ALL = aPage(1, 100);

// The seed is for the embedded database only, whatever the other tests run on.
let database: Database;
beforeAll(async () => {
  database = await useEmbedded(await loadTemplate());
});
beforeEach(() => database.db.deleteFrom('accounts').execute());
afterAll(() => database.close());

const seed = (dataDir: string, on: Pick<Database, 'db' | 'kind'> = database) =>
  seedDemo(on, { dataDir }, { scopes: SCOPES, examples: EXAMPLES });
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('seedDemo', () => {
  it('writes exactly four credentials, for the owner alone', async () => {
    const dataDir = testFolder();
    const made = await seed(dataDir);
    const path = join(dataDir, 'credentials.json');

    expect(made).toMatchObject({ path, email: 'owner@plumbline.example' });
    expect(read(path)).toEqual({ sandbox_key: made?.sandboxKey, live_key: made?.liveKey, email: made?.email, password: made?.password });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['credentials.json']);
  });

  it('puts exactly the examples into the sandbox', async () => {
    const made = await seed(testFolder());
    const scope = { accountId: made?.accountId ?? '', environment: 'sandbox' } as const;
    const store = createStore(database.db);

    expect(JSON.parse(JSON.stringify((await store.users.list(scope, ALL)).rows))).toEqual(EXAMPLES.users);
    expect(JSON.parse(JSON.stringify((await store.projects.list(scope, ALL)).rows))).toEqual(EXAMPLES.projects);
  });

  it('puts two users and two projects into live', async () => {
    const made = await seed(testFolder());
    const scope = { accountId: made?.accountId ?? '', environment: 'live' } as const;
    const store = createStore(database.db);

    expect((await store.users.list(scope, ALL)).total).toBe(2);
    expect((await store.projects.list(scope, ALL)).total).toBe(2);
  });

  it('makes keys of users that exist, and a password that is theirs', async () => {
    const made = await seed(testFolder());
    const authenticate = authenticator({ db: database.db });
    const live = await authenticate(made?.liveKey ?? '', HERE);
    const sandbox = await authenticate(made?.sandboxKey ?? '', HERE);
    const owner = await database.db.selectFrom('users').selectAll().where('id', '=', live?.userId ?? '').executeTakeFirst();

    expect(live).toMatchObject({ environment: 'live', plan: 'pro', scopes: SCOPES });
    expect(sandbox).toMatchObject({ environment: 'sandbox', userId: EXAMPLES.users[0]?.id, scopes: SCOPES });
    expect(owner).toMatchObject({ email: made?.email });
    expect(await verifyPassword(owner?.password_hash ?? '', made?.password ?? '')).toBe(true);
  });

  it('does nothing the second time', async () => {
    const dataDir = testFolder();
    await seed(dataDir);
    const before = read(join(dataDir, 'credentials.json'));

    expect(await seed(dataDir)).toBeUndefined();
    expect(await createStore(database.db).accounts.list()).toHaveLength(1);
    expect(read(join(dataDir, 'credentials.json'))).toEqual(before);
  });

  it('does nothing when there is an account, or on a server', async () => {
    const dataDir = testFolder();
    expect(await seed(dataDir, { db: database.db, kind: 'postgres' })).toBeUndefined();

    await createAccount(database.db, { name: 'A', plan: 'free', email: 'a@b.example', userName: 'A', scopes: [] });
    expect(await seed(dataDir)).toBeUndefined();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('leaves no account when the file cannot be written', async () => {
    const missing = join(testFolder(), 'missing');

    await expect(seed(missing)).rejects.toThrow('ENOENT');
    expect(await createStore(database.db).accounts.isEmpty()).toBe(true);
  });

  it('makes account and file again when the commit never came', async () => {
    const dataDir = testFolder();
    const path = join(dataDir, 'credentials.json');
    const { db } = database;
    // Everything is done and the commit fails: for the folder that is what a kill before the commit leaves.
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`.execute(db);
    await sql`create constraint trigger refuse after insert on accounts deferrable initially deferred
      for each row execute function refuse()`.execute(db);

    await expect(seed(dataDir)).rejects.toThrow('killed');
    await sql`drop function refuse cascade`.execute(db);
    expect(existsSync(path)).toBe(true);

    const made = await seed(dataDir);
    expect(read(path)).toMatchObject({ live_key: made?.liveKey });
    expect(await authenticator({ db })(made?.liveKey ?? '', HERE)).toBeDefined();
  });

  it('replaces a draft that an interrupted start left readable for all', async () => {
    const dataDir = testFolder();
    writeFileSync(join(dataDir, 'credentials.json.new'), '{', { mode: 0o644 });
    const made = await seed(dataDir);

    expect(statSync(made?.path ?? '').mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['credentials.json']);
  });
});
