import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runModule } from '../../test/child.ts';
import { testFolder } from '../../test/folder.ts';
import { loadSecretsKeys } from '../secrets/load-keys.ts';
import { createSealer } from '../secrets/sealer.ts';
import { openDatabase } from '../store/database.ts';
import { secretStore } from '../store/secrets.ts';
import { createStore } from '../store/store.ts';

const open = (dataDir: string) => openDatabase({ dataDir, databaseUrl: undefined });

/** Runs a command in a process of its own, as npm does from the folder where the person stands. */
async function run(name: 'backup' | 'restore', argv: string[], env: Record<string, string>) {
  const script = JSON.stringify(join(import.meta.dirname, `${name}.ts`));
  const child = runModule(`process.argv = ['', '', ...${JSON.stringify(argv)}]; await import(${script});`, { DATABASE_URL: '', SECRETS_KEY: '', ...env });

  return { code: await child.exit, output: child.output() };
}

describe('npm run backup and npm run restore', () => {
  it('carry the embedded database from one data folder to another, together with its key', async () => {
    const folder = testFolder();
    const [DATA_DIR, other] = [join(folder, 'a'), join(folder, 'b')];
    const database = await open(DATA_DIR);
    const keys = await loadSecretsKeys({ dataDir: DATA_DIR, secretsKey: undefined, secretsKeysPrevious: [] }, () => {});
    const { currentKeyId } = createSealer(keys);
    await createStore(database.db).accounts.insert({ name: 'Kept', plan: 'free' });
    await secretStore(database.db, createSealer(keys)).obtain('cursor', () => new Uint8Array(32));

    const busy = await run('backup', ['--to', 'b.gz'], { DATA_DIR, INIT_CWD: folder });
    expect(busy).toEqual({ code: 1, output: expect.stringContaining(`${DATA_DIR} is in use by another process (pid ${process.pid}). Stop that one`) });
    await database.close();

    expect(await run('backup', ['--to', 'b.gz'], { DATA_DIR, INIT_CWD: folder })).toEqual({
      code: 0,
      output: expect.stringMatching(new RegExp(`^Wrote 4 rows of \\d+ tables to ${folder}/b\\.gz\\. Its sealed secrets open with the key ${currentKeyId} only, which is not in it\\.$`)),
    });
    expect(statSync(join(folder, 'b.gz')).mode & 0o777).toBe(0o600);

    const lost = await run('restore', ['--from', 'b.gz'], { DATA_DIR: other, INIT_CWD: folder });
    expect(lost).toEqual({ code: 1, output: expect.stringContaining(`sealed with the key ${currentKeyId}, which is not configured`) });
    expect(readdirSync(other)).not.toContain('secrets.key');

    const SECRETS_KEY = keys.current.export().toString('base64');
    expect(await run('restore', ['--from', 'b.gz'], { DATA_DIR: other, INIT_CWD: folder, SECRETS_KEY })).toEqual({
      code: 0,
      output: expect.stringMatching(/^Restored 4 rows of \d+ tables, as of \d{4}-\S+Z\.$/),
    });
    const restored = await open(other);
    expect(await createStore(restored.db).accounts.list()).toMatchObject([{ name: 'Kept' }]);
    await restored.close();
  }, 60_000);

  it('say what is not there, and make nothing', async () => {
    const folder = testFolder();
    const DATA_DIR = join(folder, 'none');

    expect(await run('backup', ['--to', 'x'], { DATA_DIR, INIT_CWD: folder })).toEqual({ code: 1, output: expect.stringContaining(`There is no embedded database in ${DATA_DIR}.`) });
    expect(await run('restore', ['--from', 'x'], { DATA_DIR, INIT_CWD: folder })).toEqual({ code: 1, output: expect.stringContaining(`${folder}/x cannot be read (ENOENT).`) });
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  it.each([
    ['backup', '--to'],
    ['restore', '--from'],
  ] as const)('%s --help teaches', async (name, option) => {
    expect(await run(name, ['--help'], {})).toEqual({ code: 0, output: expect.stringContaining(`Usage: npm run ${name} -- ${option} <file>`) });
  });
});
