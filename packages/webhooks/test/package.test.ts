import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const manifest = readFileSync(resolve(ROOT, 'package.json'), 'utf8');

describe('the package', () => {
  it('has no dependencies', () => {
    expect(Object.keys(JSON.parse(manifest) as object)).not.toContain('dependencies');
  });

  it('names only files that there are, or that are built from one', () => {
    const named = [...manifest.matchAll(/"\.\/([\w./-]+\.\w+)"/g)].map(([, path]) => path ?? '');
    const sources = named.map((path) => path.replace(/^dist\/(.*?)(?:\.d\.ts|\.js)$/, 'src/$1.ts'));
    expect(named.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
  });

  it('asks for Node in one file alone, in whose place there is another', () => {
    const sources = globSync('src/**/*.ts', { cwd: ROOT }).filter((path) => !path.endsWith('.test.ts'));
    expect(sources.filter((path) => /node:|\bBuffer\b|\bprocess\b/.test(readFileSync(resolve(ROOT, path), 'utf8').replaceAll(/\/\*\*[^]*?\*\//g, '')))).toEqual(['src/mac/node.ts']);
  });
});
