import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { loadTemplate } from '../../test/embedded-template.ts';
import { testFolder } from '../../test/folder.ts';
import { fillOddTables, makeOddTables, showOddTables } from '../../test/odd-values.ts';
import { authenticator } from '../accounts/authenticate.ts';
import { createAccount } from '../accounts/create-account.ts';
import { createSealer } from '../secrets/sealer.ts';
import { useEmbedded } from '../store/embedded.ts';
import type { Db } from '../store/schema.ts';
import { secretStore } from '../store/secrets.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const sealer = createSealer({ current: createSecretKey(randomBytes(32)), previous: [] });
const ACME = { name: 'Acme', plan: 'pro', email: 'ada@acme.example', userName: 'Ada', scopes: ['users:read'] } as const;

async function postgres(): Promise<Db> {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  return db;
}

async function embedded(): Promise<Db> {
  const { db, close } = await useEmbedded(await loadTemplate());
  onTestFinished(close);
  return db;
}

async function backUp(db: Db): Promise<string> {
  const path = join(testFolder(), 'backup.gz');
  await writeBackup(db, path, { report: () => {}, now: new Date() });
  return path;
}

/** Carries everything from one database into another. */
async function carry(source: Db, target: Db): Promise<void> {
  await makeOddTables(target);
  const file = await open(await backUp(source));
  await restoreBackup(target, file, { report: () => {}, keyIds: sealer.keyIds, withoutSecrets: false }).finally(() => file.close());
}

it('goes from the embedded database to PostgreSQL and back, and is the same', async () => {
  const first = await embedded();
  const { liveKey, accountId } = await createAccount(first, ACME);
  const cursor = await secretStore(first, sealer).obtain('cursor', () => randomBytes(32));
  await makeOddTables(first);
  await fillOddTables(first);
  const [server, second] = [await postgres(), await embedded()];
  await carry(first, server);
  await carry(server, second);

  for (const db of [server, second]) {
    expect(await authenticator({ db })(liveKey, { address: '127.0.0.1' })).toMatchObject({ accountId, plan: 'pro' });
    expect(await secretStore(db, sealer).find('cursor')).toEqual(cursor);
    expect(await showOddTables(db)).toEqual(await showOddTables(first));
  }
});

describe('a backup of a server that writes on', () => {
  it('is the truth of one moment', async () => {
    const db = await postgres();
    const enough = new AbortController();
    let written = 0;
    const write = async () => {
      while (!enough.signal.aborted) {
        await transaction(db, async (trx) => {
          const store = createStore(trx);
          const { id } = await store.accounts.insert({ name: 'Pair', plan: 'free' });
          await store.projects.insert({ accountId: id, environment: 'live' }, { name: 'x', description: null, region: 'us-east', status: 'active' });
          await store.incidents.post({ title: id, impact: 'minor', components: ['api'], message: 'x', at: new Date() });
        });
        written += 1;
      }
    };
    const writers = Promise.all([write(), write(), write()]);
    await expect.poll(() => written, { timeout: 30_000 }).toBeGreaterThan(200);

    const before = written;
    const paths = [await backUp(db), await backUp(db), await backUp(db)];
    const during = written - before;
    enough.abort();
    await writers;

    expect(during).toBeGreaterThan(0);
    for (const path of paths) {
      const { end } = JSON.parse(gunzipSync(readFileSync(path)).toString().trimEnd().split('\n').at(-1) ?? '') as { end: { rows: Record<string, number> } };
      const { accounts = 0, projects, incidents, incident_updates } = end.rows;
      expect(accounts).toBeGreaterThanOrEqual(before);
      expect({ projects, incidents, incident_updates }).toEqual({ projects: accounts, incidents: accounts, incident_updates: accounts });
    }
  });
});
