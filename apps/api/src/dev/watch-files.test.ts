import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { watchFiles } from './watch-files.ts';

describe('watchFiles', () => {
  const ways: [string, (path: string) => void][] = [
    ['writes in place', (path) => writeFileSync(path, crypto.randomUUID())],
    [
      'writes beside it and renames',
      (path) => {
        writeFileSync(`${path}.tmp`, crypto.randomUUID());
        renameSync(`${path}.tmp`, path);
      },
    ],
    [
      'moves the old one away',
      (path) => {
        renameSync(path, `${path}~`);
        writeFileSync(path, crypto.randomUUID());
        rmSync(`${path}~`);
      },
    ],
    [
      'makes its folder anew',
      (path) => {
        rmSync(dirname(path), { recursive: true });
        mkdirSync(dirname(path));
        writeFileSync(path, crypto.randomUUID());
      },
    ],
  ];

  it.each(ways)('sees every save of an editor that %s', async (_way, save) => {
    const { folder, saved } = watched(['schemas/Project.yaml']);

    for (let time = 0; time < 3; time += 1) {
      save(join(folder, 'schemas/Project.yaml'));
      expect(await saved()).toEqual(['schemas/Project.yaml']);
    }
  });

  it('sees a new file, one in a new folder, a moved folder, and a file that is removed', async () => {
    const { folder, saved } = watched(['a.yaml']);
    const path = (name: string) => join(folder, name);

    writeFileSync(path('b.yaml'), '');
    expect(await saved()).toEqual(['b.yaml']);
    mkdirSync(path('new/deep'), { recursive: true });
    writeFileSync(path('new/deep/c.yaml'), '');
    expect(await saved()).toEqual(['new/deep/c.yaml']);
    writeFileSync(path('new/deep/c.yaml'), 'again');
    expect(await saved()).toEqual(['new/deep/c.yaml']);
    renameSync(path('new'), path('moved'));
    expect(await saved()).toEqual(['moved/deep/c.yaml', 'new/deep/c.yaml']);
    writeFileSync(path('moved/deep/c.yaml'), 'and again');
    expect(await saved()).toEqual(['moved/deep/c.yaml']);
    rmSync(path('a.yaml'));
    expect(await saved()).toEqual(['a.yaml']);
  });

  it('tells what is saved together at once, and nothing of what it was not asked for', async () => {
    const { folder, saved } = watched(['a.yaml', 'b.yaml']);

    for (const name of ['.a.yaml.swp', 'a.yaml', 'a.yaml~', 'b.yaml', '4913', 'a.yaml']) writeFileSync(join(folder, name), name);

    expect(await saved()).toEqual(['a.yaml', 'b.yaml']);
  });
});

/** Watches a new folder that has these files; `saved` waits for the next call and gives its names. */
function watched(names: string[]) {
  const folder = testFolder();
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }

  const calls: string[][] = [];
  let called = Promise.withResolvers<void>();
  const watching = watchFiles([folder], {
    accept: (path) => path.endsWith('.yaml'),
    saved(paths) {
      calls.push(paths.map((path) => relative(folder, path)).toSorted());
      called.resolve();
    },
  });
  onTestFinished(watching.close);

  return {
    folder,
    async saved() {
      await called.promise;
      const first = calls.shift();
      if (calls.length === 0) called = Promise.withResolvers();
      return first;
    },
  };
}
