import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { writeOnce, writeWhole } from './write-whole.ts';

describe('writeWhole', () => {
  it('replaces what was there, for its owner alone', async () => {
    const folder = testFolder();
    const path = join(folder, 'a');
    writeFileSync(path, 'old', { mode: 0o644 });

    expect(await writeWhole(path, async (file) => (await file.write('new')).bytesWritten)).toBe(3);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves what was there, and nothing else, when writing fails', async () => {
    const folder = testFolder();
    const path = join(folder, 'a');
    writeFileSync(path, 'old');

    await expect(writeWhole(path, () => Promise.reject(new Error('The disk is full.')))).rejects.toThrow('The disk is full.');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('does not put in place what another process is still writing', async () => {
    const folder = testFolder();
    const path = join(folder, 'a');
    const written = writeWhole(path, async () => {
      await rm(`${path}.new`);
      await writeFile(`${path}.new`, 'half');
    });

    await expect(written).rejects.toThrow(`Another process is writing ${path} too`);
    expect(readdirSync(folder)).toEqual(['a.new']);
  });
});

describe('writeOnce', () => {
  it('is done by exactly one of many, and never replaces', async () => {
    const folder = testFolder();
    const path = join(folder, 'a');
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => writeOnce(path, String(index))));

    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(String(outcomes.indexOf(true)));
    expect(await writeOnce(path, 'later')).toBe(false);
    expect(readdirSync(folder)).toEqual(['a']);
  });
});
