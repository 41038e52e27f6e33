import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { runServer, urlOf } from '../child.ts';
import { testFolder } from '../folder.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { emptyDatabase, type DatabaseEnv } from './harness/empty-database.ts';
import { sendTo, type Answer } from './harness/send.ts';

const BACKUP = resolve(import.meta.dirname, '../../src/backup/backup.ts');
const RESTORE = resolve(import.meta.dirname, '../../src/backup/restore.ts');
/** Everything that an account's key can see. */
const READS = ['user', 'users', 'projects', 'resources', 'keys', 'settings', 'audit'].map((path) => `/v1/${path}`);

it('a backup that is restored after the database was wiped has every row, and every key, entity tag and cursor works on', { timeout: 180_000 }, async () => {
  const SECRETS_KEY = Buffer.alloc(32, 'a key of the test').toString('base64');
  const [first, second] = [await emptyDatabase(), await emptyDatabase()];
  const file = join(testFolder(), 'plumbline.backup');
  const account = await withDatabase(first, (db) => newAccount(db));

  const before = await serving({ ...first, SECRETS_KEY }, async (url) => {
    await fill(url, account);
    return observe(url, account);
  });
  const made = await run(BACKUP, ['--to', file], { ...first, SECRETS_KEY });
  rmSync(first.DATA_DIR, { recursive: true, force: true });
  const restored = await run(RESTORE, ['--from', file], { ...second, SECRETS_KEY });
  const after = await serving({ ...second, SECRETS_KEY }, async (url) => {
    const continued = await sendTo(url, 'GET', `/v2/projects?per_page=1&cursor=${before.cursor}`, { key: account.liveKey });
    const unchanged = await sendTo(url, 'GET', '/v1/settings', { key: account.liveKey, headers: { 'if-none-match': before.tag } });
    return { ...(await observe(url, account)), continued: names(continued), unchanged: unchanged.status };
  });

  expect(made.stdout).toMatch(/^Wrote \d+ rows of \d+ tables to /);
  expect(restored.stdout).toMatch(/^Restored \d+ rows of \d+ tables/);
  expect(after.lists).toEqual(before.lists);
  expect([after.continued, after.unchanged]).toEqual([['second'], 304]);
  const content = gunzipSync(readFileSync(file)).toString('utf8');
  for (const key of [account.liveKey, account.sandboxKey]) expect(content).not.toContain(key.slice(20));
});

async function withDatabase<T>({ DATA_DIR, DATABASE_URL }: DatabaseEnv, work: (db: Parameters<typeof newAccount>[0]) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL || undefined });
  return work(database.db).finally(() => database.close());
}

/** Runs a server for as long as `work` takes. */
async function serving<T>(env: DatabaseEnv & { SECRETS_KEY: string }, work: (url: string) => Promise<T>): Promise<T> {
  const server = runServer(env);
  try {
    return await work(await urlOf(server));
  } finally {
    await server.kill('SIGTERM');
  }
}

async function fill(url: string, { liveKey: key }: TestAccount): Promise<void> {
  const post = async (path: string, json: unknown) => {
    const answer = await sendTo(url, 'POST', path, { key, json });
    expect([path, answer.status]).toEqual([path, 201]);
  };
  for (const name of ['first', 'second']) await post('/v1/projects', { name, description: 'Ünïcode 🧱 \u2028 "quoted"' });
  await post('/v1/resources', { name: 'worker', type: 'processor', config: { timeout: 7, url: 'https://worker.example.com/run' } });
  await post('/v1/keys', { name: 'limited', scopes: ['projects:read'], allowed_addresses: ['192.0.2.0/24'], expires_at: '2099-01-01T00:00:00.000Z' });
  await post('/v1/users', { name: 'Ada', email: 'ada@example.com', password: 'correct horse' });
}

/** What both keys see, a cursor in the middle of a list, and the entity tag of the settings. */
async function observe(url: string, { liveKey, sandboxKey }: TestAccount) {
  const lists: string[] = [];
  for (const key of [liveKey, sandboxKey]) {
    for (const path of READS) {
      const answer = await sendTo(url, 'GET', path, { key });
      expect([path, answer.status]).toEqual([path, 200]);
      // Looking at a key is a use of it.
      lists.push(answer.text.replaceAll(/"last_used_at":(?:null|"[^"]*")/g, '"last_used_at":…'));
    }
  }
  const page = await sendTo(url, 'GET', '/v2/projects?per_page=1', { key: liveKey });
  const settings = await sendTo(url, 'GET', '/v1/settings', { key: liveKey });
  return { lists, cursor: (page.json['meta'] as { next_cursor: string }).next_cursor, tag: settings.headers.etag ?? '' };
}

function names({ json }: Answer): string[] {
  return (json['data'] as { name: string }[]).map(({ name }) => name);
}

function run(script: string, args: string[], env: Record<string, string>) {
  return promisify(execFile)(process.execPath, ['--conditions=source', script, ...args], { env: { ...process.env, ...env } });
}
