import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

let folder: string;
const write = async (name: string, text: string) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
};
const state = () => fingerprint([join(folder, 'src'), join(folder, 'package.json'), join(folder, 'missing')]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-fingerprint-'));
  await Promise.all([write('src/page.ts', 'one'), write('src/site/menu.ts', 'two'), write('package.json', '{}')]);
});
afterEach(() => rm(folder, { recursive: true }));

describe('fingerprint', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a file changes', () => write('src/site/menu.ts', 'three')],
    ['a file comes', () => write('src/site/new.ts', '')],
    ['a file goes', () => rm(join(folder, 'src/page.ts'))],
    ['a file has another name', () => rename(join(folder, 'src/page.ts'), join(folder, 'src/pages.ts'))],
    ['what was not there comes', () => write('missing', '')],
  ])('is another one when %s', async (_, change) => {
    const before = state();
    await change();
    expect(state()).not.toBe(before);
  });

  it.each(['src/page.test.ts', 'src/page.test-d.ts', 'src/dist/index.html', 'src/node_modules/astro/index.js', 'src/test/page.ts', 'src/.astro/types.d.ts'])('does not count %s', async (name) => {
    const before = state();
    await write(name, 'anything');
    expect(state()).toBe(before);
  });

  it('is that of a copy elsewhere', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'plumbline-copy-'));
    await cp(join(folder, 'src'), join(copy, 'src'), { recursive: true });
    expect(fingerprint([join(copy, 'src')])).toBe(fingerprint([join(folder, 'src')]));
    await rm(copy, { recursive: true });
  });

  it('knows whose file it is, where two folders are alike', () => {
    expect(fingerprint([join(folder, 'src'), join(folder, 'missing')])).not.toBe(fingerprint([join(folder, 'missing'), join(folder, 'src')]));
  });
});
