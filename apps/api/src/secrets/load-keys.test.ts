import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runModule } from '../../test/child.ts';
import { testFolder } from '../../test/folder.ts';
import { readConfig } from '../config.ts';
import { findSecretsKeys, loadSecretsKeys } from './load-keys.ts';
import { parseSecretsKey, secretsKeyId } from './secrets-key.ts';

const load = async (env: Record<string, string>) => {
  const lines: string[] = [];
  const { current, previous } = await loadSecretsKeys(readConfig(env), (line) => lines.push(line));
  return { current: secretsKeyId(current), previous: previous.map(secretsKeyId), lines };
};
const source = (name: string) => JSON.stringify(join(import.meta.dirname, name));
const KEY = Buffer.alloc(32, 1).toString('base64');
const OLD = Buffer.alloc(32, 2).toString('base64');
const idOf = (text: string) => secretsKeyId(parseSecretsKey(text) ?? expect.fail('no key'));

describe('loadSecretsKeys', () => {
  it('takes the keys of the configuration and makes no file', async () => {
    const DATA_DIR = testFolder();

    expect(await load({ DATA_DIR, SECRETS_KEY: KEY, SECRETS_KEYS_PREVIOUS: OLD })).toEqual({ current: idOf(KEY), previous: [idOf(OLD)], lines: [] });
    expect(readdirSync(DATA_DIR)).toEqual([]);
  });

  it('makes a key once, for its owner alone, and says what several machines need', async () => {
    const DATA_DIR = join(testFolder(), 'data');
    const first = await load({ DATA_DIR });
    const second = await load({ DATA_DIR });
    const path = join(DATA_DIR, 'secrets.key');

    expect(first.lines).toEqual([`Made the key for stored secrets in ${path}: keep a copy. Several machines need one key: set SECRETS_KEY on each.`]);
    expect(second).toEqual({ ...first, lines: [] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(DATA_DIR)).toEqual(['secrets.key']);
    expect(await load({ DATA_DIR: testFolder(), SECRETS_KEY: readFileSync(path, 'utf8').trim() })).toMatchObject({ current: first.current });
  });

  it('is agreed on by processes that start at once', async () => {
    const dataDir = testFolder();
    const all = Array.from({ length: 6 }, () =>
      runModule(`
        import { loadSecretsKeys } from ${source('load-keys.ts')};
        import { secretsKeyId } from ${source('secrets-key.ts')};
        const config = { dataDir: ${JSON.stringify(dataDir)}, secretsKey: undefined, secretsKeysPrevious: [] };
        const many = await Promise.all(Array.from({ length: 5 }, () => loadSecretsKeys(config, (line) => console.log(line))));
        for (const { current } of many) console.log('key ' + secretsKeyId(current));
      `),
    );
    await Promise.all(all.map(({ exit }) => exit));
    const lines = all.flatMap((one) => one.output().split('\n'));

    expect(lines.filter((line) => line.startsWith('key '))).toHaveLength(30);
    expect(new Set(lines.filter((line) => line.startsWith('key '))).size).toBe(1);
    expect(lines.filter((line) => line.startsWith('Made'))).toHaveLength(1);
    expect(readdirSync(dataDir)).toEqual(['secrets.key']);
  });

  it('refuses a file that holds no key, without repeating it', async () => {
    const DATA_DIR = testFolder();
    writeFileSync(join(DATA_DIR, 'secrets.key'), 'hunter2');

    await expect(load({ DATA_DIR })).rejects.toThrow(/secrets\.key does not hold a key \(base64 of 32 bytes\)(?!.*hunter2)/s);
  });

  it('says what to do when no file can be made', async () => {
    const DATA_DIR = join(testFolder(), 'file');
    writeFileSync(DATA_DIR, '');

    await expect(load({ DATA_DIR: join(DATA_DIR, 'x') })).rejects.toThrow(/^(The key in|No key for stored secrets could be made in) .*SECRETS_KEY/);
  });
});

describe('findSecretsKeys', () => {
  it('makes nothing', async () => {
    const dataDir = testFolder();
    mkdirSync(join(dataDir, 'x'));

    expect(await findSecretsKeys(readConfig({ DATA_DIR: dataDir }))).toBeUndefined();
    expect(readdirSync(dataDir)).toEqual(['x']);
  });
});
