import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const OPENAPI_FETCH = "import createClient from 'openapi-fetch'; export const client = createClient({ baseUrl: '/' });";
const WHOLE = "import { Client } from '@plumbline/client'; export const client = new Client();";
const one = (name: string) => `import { Core, ${name} } from '@plumbline/client/operations'; export { ${name} }; export const core = new Core();`;

/** The size of a program for browsers, minified and gzipped, in octets. */
async function sizeOf(contents: string): Promise<number> {
  const stdin = { contents, resolveDir: resolve(import.meta.dirname, '..') };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, logLevel: 'silent' });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

describe('what is built into a program', () => {
  it('is at most 12 kB for the whole client', async () => {
    const size = await sizeOf(WHOLE);
    process.stdout.write(`the whole client: ${size} octets of 12,000\n`);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThanOrEqual(12_000);
  });

  it('is at most 4 kB more than openapi-fetch for any one operation', async () => {
    const names = Object.keys(await import('@plumbline/client/operations')).filter((name) => name !== 'Core');
    const without = await sizeOf(OPENAPI_FETCH);
    const sizes = await Promise.all(names.map(async (name) => [name, (await sizeOf(one(name))) - without] as const));
    const [largest, ...others] = sizes.toSorted(([, a], [, b]) => b - a);
    process.stdout.write(`one operation, over openapi-fetch alone: ${others.at(-1)?.join(' ')} to ${largest?.join(' ')} octets of 4,000\n`);

    expect(sizes.length).toBeGreaterThan(40);
    expect(sizes.filter(([, size]) => !(size > 1000 && size <= 4000))).toEqual([]);
  });
});
