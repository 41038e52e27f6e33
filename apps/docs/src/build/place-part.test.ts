import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placePart } from './place-part.ts';

let docs: string;
beforeEach(async () => {
  docs = await mkdtemp(join(tmpdir(), 'plumbline-place-'));
});
afterEach(() => rm(docs, { recursive: true }));

const place = (from: string, make = (folder: string): Promise<object> => writeFile(join(folder, 'index.html'), from).then(() => ({ scripts: [from] }))) => placePart(docs, { name: 'site', from, make });
const pointer = async () => JSON.parse(await readFile(join(docs, 'site.json'), 'utf8')) as unknown;

describe('placePart', () => {
  it('names the folder, and what was told beside the files', async () => {
    expect(await place('a')).toBe(true);
    expect(await pointer()).toEqual({ folder: 'site-a', scripts: ['a'] });
    expect(await readFile(join(docs, 'site-a/index.html'), 'utf8')).toBe('a');
    expect((await readdir(docs)).toSorted()).toEqual(['site-a', 'site.json']);
  });

  it('makes nothing that is there, and again what is not', async () => {
    await place('a');
    expect(await place('a', () => Promise.reject(new Error('It was made again.')))).toBe(false);
    await rm(join(docs, 'site-a'), { recursive: true });
    expect(await place('a')).toBe(true);
  });

  it('keeps the last one of the older ones, and the other parts', async () => {
    await placePart(docs, { name: 'reference', from: 'r', make: async () => ({}) });
    for (const from of ['a', 'b', 'c']) await place(from);
    expect((await readdir(docs)).filter((name) => !name.endsWith('.json')).toSorted()).toEqual(['reference-r', 'site-b', 'site-c']);
  });

  it('leaves what was there when it fails, and nothing of its own', async () => {
    await place('a');
    await expect(place('b', () => Promise.reject(new Error('No room on the disk.')))).rejects.toThrow('No room on the disk.');
    expect(await pointer()).toMatchObject({ folder: 'site-a' });
    expect((await readdir(docs)).toSorted()).toEqual(['site-a', 'site.json']);
  });

  it('still has the old one named while the new one is made', async () => {
    await place('a');
    await place('b', async () => {
      expect(await pointer()).toMatchObject({ folder: 'site-a' });
      return {};
    });
    expect(await pointer()).toEqual({ folder: 'site-b' });
  });
});
