import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeIfChanged } from './write-if-changed.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'plumbline-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('writeIfChanged', () => {
  it('writes a new file, and the folders above it', async () => {
    expect(await writeIfChanged(join(folder, 'a/b/c.ts'), 'text', false)).toBe(true);
    expect(await readFile(join(folder, 'a/b/c.ts'), 'utf8')).toBe('text');
    expect(await readdir(join(folder, 'a/b'))).toEqual(['c.ts']);
  });

  it('writes what differs', async () => {
    await writeFile(join(folder, 'a.ts'), 'old');
    expect(await writeIfChanged(join(folder, 'a.ts'), 'new', false)).toBe(true);
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe('new');
  });

  it('does not touch what is the same', async () => {
    await writeFile(join(folder, 'a.ts'), 'same');
    const { mtimeNs, ino } = await stat(join(folder, 'a.ts'), { bigint: true });
    expect(await writeIfChanged(join(folder, 'a.ts'), 'same', false)).toBe(false);
    expect(await stat(join(folder, 'a.ts'), { bigint: true })).toMatchObject({ mtimeNs, ino });
  });

  it('only compares in a dry run', async () => {
    await writeFile(join(folder, 'a.ts'), 'old');
    expect(await writeIfChanged(join(folder, 'a.ts'), 'new', true)).toBe(true);
    expect(await writeIfChanged(join(folder, 'b/c.ts'), 'new', true)).toBe(true);
    expect(await readFile(join(folder, 'a.ts'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.ts']);
  });

  it('fails where a file cannot be read', async () => {
    await expect(writeIfChanged(folder, 'text', false)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
