import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const OPENAPI_FETCH = "import createClient from 'openapi-fetch'; export const client = createClient({ baseUrl: '/' });";
const ONE_OPERATION = "import { Core, getProject } from '@plumbline/client/operations'; export const project = getProject(new Core(), 'prj_1');";
const LARGEST = "import { Core, createResource } from '@plumbline/client/operations'; export const resource = createResource(new Core(), {});";
const WHOLE = "import { Client } from '@plumbline/client'; export const client = new Client();";

/** The size of a program for browsers, minified and gzipped, in octets. */
async function sizeOf(contents: string): Promise<number> {
  const stdin = { contents, resolveDir: resolve(import.meta.dirname, '..') };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, logLevel: 'silent' });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

describe('what is built into a program', () => {
  it.each([
    ['one operation, over openapi-fetch alone', ONE_OPERATION, OPENAPI_FETCH, 4096],
    ['the whole client', WHOLE, undefined, 12_288],
  ])('is small: %s', async (what, contents, without, budget) => {
    const size = (await sizeOf(contents)) - (without === undefined ? 0 : await sizeOf(without));
    process.stdout.write(`${what}: ${size} octets of ${budget}\n`);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThanOrEqual(budget);
  });

  it('grows with each operation by little', async () => {
    const growth = (await sizeOf(LARGEST)) - (await sizeOf(ONE_OPERATION));
    process.stdout.write(`the operation with most errors: ${growth} octets more\n`);
    expect(growth).toBeLessThan(300);
  });
});
