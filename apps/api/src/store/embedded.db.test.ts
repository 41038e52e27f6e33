import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runModule } from '../../test/child.ts';
import { testFolder } from '../../test/folder.ts';
import { openDatabase } from './database.ts';
import { createStore } from './store.ts';

vi.setConfig({ testTimeout: 60_000 });

const made = mkdtempSync(join(tmpdir(), 'plumbline-embedded-'));
const lines: string[] = [];

beforeAll(async () => {
  const database = await open(made, (line) => lines.push(line));
  await createStore(database.db).accounts.insert({ name: 'Kept', plan: 'free' });
  await database.close();
});
afterAll(() => rmSync(made, { recursive: true }));

const open = (dataDir: string, report?: (line: string) => void) => openDatabase({ dataDir, databaseUrl: undefined }, report);

/** A data folder in which a first start has already happened. */
function copyOfMade(): string {
  const folder = testFolder();
  cpSync(made, folder, { recursive: true });
  return folder;
}

const source = (name: string) => JSON.stringify(join(import.meta.dirname, name));

/** A process that opens the folder's database and adds account after account, saying each when it is acknowledged. */
function writer(folder: string) {
  return runModule(`
    import { openDatabase } from ${source('database.ts')};
    import { createStore } from ${source('store.ts')};
    const { db } = await openDatabase({ dataDir: ${JSON.stringify(folder)}, databaseUrl: undefined }, (line) => console.log(line));
    console.log('open');
    for (let count = 0; ; count += 1) {
      const { id } = await createStore(db).accounts.insert({ name: String(count), plan: 'free' });
      console.log(id);
      if (count === 200) console.log('enough');
    }
  `);
}

describe('openDatabase without a databaseUrl', () => {
  it('says that the first start takes long, and leaves nothing unfinished', () => {
    expect(lines).toEqual([`Making a new database in ${join(made, 'pglite')}, which takes some seconds.`]);
    expect(readdirSync(made).toSorted()).toEqual(['lock.sqlite', 'pglite']);
  });

  it('finds what an earlier start kept', async () => {
    const database = await open(copyOfMade());

    expect(database.kind).toBe('pglite');
    expect(await createStore(database.db).accounts.list()).toMatchObject([{ name: 'Kept' }]);
    await database.ping();
    await database.close();
  });

  it('closes once, however often it is told, and then says that it is unavailable', async () => {
    const { close, db, isUnavailable, ping } = await open(copyOfMade());
    expect(isUnavailable(new Error('x'))).toBe(false);
    await Promise.all([close(), close()]);
    await close();

    const error = await ping().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(isUnavailable(error)).toBe(true);
    await expect(createStore(db).accounts.list()).rejects.toThrow('destroyed');
  });

  it('lets no second process in', async () => {
    const folder = copyOfMade();
    const database = await open(folder);
    const second = writer(folder);

    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`The data folder ${folder} is in use by another process (pid ${process.pid}).`);
    await database.close();
    await (await open(folder)).close();
  });

  it('finds every acknowledged write after SIGKILL', async () => {
    const folder = copyOfMade();
    const killed = writer(folder);
    await killed.line('enough');
    await killed.kill('SIGKILL');
    const acknowledged = killed.output().split('\n').filter((line) => line.startsWith('acc_'));

    const database = await open(folder);
    const kept = new Set((await createStore(database.db).accounts.list()).map(({ id }) => id));
    await database.close();

    expect(acknowledged.length).toBeGreaterThan(200);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  });

  it('starts anew after a first start that was killed', async () => {
    const folder = testFolder();
    const first = writer(folder);
    await first.line('Making');
    await vi.waitUntil(() => existsSync(join(folder, 'pglite.new', 'base')), { timeout: 30_000 });
    await first.kill('SIGKILL');
    expect(existsSync(join(folder, 'pglite'))).toBe(false);

    const database = await open(folder);
    expect(await createStore(database.db).accounts.isEmpty()).toBe(true);
    await database.close();
    expect(existsSync(join(folder, 'pglite.new'))).toBe(false);
  });

  it('says what to do when the folder holds no database, and lets go of it', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'pglite'));
    writeFileSync(join(folder, 'pglite', 'PG_VERSION'), '9\n');

    await expect(open(folder)).rejects.toThrow(`The embedded database in ${join(folder, 'pglite')} cannot be opened.`);
    await expect(open(folder)).rejects.toThrow('cannot be opened');
  });
});
