import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compressFiles } from './compress-files.ts';

const PAGE = '<p>The same again. </p>'.repeat(100);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-compress-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('puts what text is when it is compressed beside it, also in folders', async () => {
  await mkdir(join(folder, 'guides/jobs'), { recursive: true });
  await writeFile(join(folder, 'guides/jobs/index.html'), PAGE);
  await compressFiles(folder);

  const [br, gz] = await Promise.all(['br', 'gz'].map((ending) => readFile(join(folder, `guides/jobs/index.html.${ending}`))));
  expect([brotliDecompressSync(br ?? '').toString(), gunzipSync(gz ?? '').toString()]).toEqual([PAGE, PAGE]);
  expect(Math.max(br?.length ?? Infinity, gz?.length ?? Infinity)).toBeLessThan(PAGE.length / 10);
});

it('leaves what is small, and what is no text, as it is', async () => {
  await Promise.all([writeFile(join(folder, 'small.css'), 'a{}'), writeFile(join(folder, 'picture.png'), PAGE), writeFile(join(folder, 'large.css'), PAGE)]);
  await compressFiles(folder);
  expect((await readdir(folder)).toSorted()).toEqual(['large.css', 'large.css.br', 'large.css.gz', 'picture.png', 'small.css']);
});
