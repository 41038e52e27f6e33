import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, pack } from './tarball.ts';

const run = promisify(execFile);
const ATTW = resolve(import.meta.dirname, '../../../node_modules/@arethetypeswrong/cli/dist/index.js');

/** What somebody who imports a package that has both forms, or ESM alone, can expect of its types. */
const PACKAGES = [
  { name: '@plumbline/client', folder: 'packages/client', profile: 'node16', entries: 5, dependencies: { 'openapi-fetch': '0.16.0' } },
  { name: '@plumbline/webhooks', folder: 'packages/webhooks', profile: 'esm-only', entries: 1, dependencies: undefined },
] as const;

describe.each(PACKAGES)('the tarball of $name', ({ folder, profile, entries, dependencies }) => {
  let scratch = '';
  let tarball = '';
  beforeAll(async () => {
    scratch = await emptyFolder();
    tarball = await pack(folder, scratch);
  });
  afterAll(() => rm(scratch, { recursive: true }));

  it('has nothing that publint would say', async () => {
    const { buffer, byteOffset, byteLength } = await readFile(tarball);
    const { messages } = await publint({ pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer }, level: 'suggestion', strict: true }); // A file is read into no shared memory.
    expect(messages).toEqual([]);
  });

  it('has the right types at each entry', async () => {
    const asked = ['--profile', profile, '--exclude-entrypoints', './vectors.json', '--format', 'json'];
    const ran = await run(process.execPath, [ATTW, tarball, ...asked]).catch((error: { stdout: string }) => ({ stdout: error.stdout, code: 1 }));
    const { analysis, problems } = JSON.parse(ran.stdout) as { analysis: { entrypoints: object }; problems?: object };
    expect('code' in ran ? problems : {}).toEqual({});
    expect(Object.keys(analysis.entrypoints)).toHaveLength(entries);
  });

  it('leads to nothing that is only in the workspace', async () => {
    const manifest = await run('tar', ['-xzOf', tarball, 'package/package.json']);
    expect((JSON.parse(manifest.stdout) as { dependencies?: object }).dependencies).toEqual(dependencies);
    const files = await run('tar', ['-xzOf', tarball, 'package/dist'], { maxBuffer: 2 ** 26 });
    expect(files.stdout.length).toBeGreaterThan(10_000);
    expect(files.stdout.match(/['"]@plumbline\/[^'"\n]*['"]/g)).toBeNull();
  });
});
