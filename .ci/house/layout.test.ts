import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, readWorkspace, sources, workspaces } from './workspaces.ts';

const TOP = ['package.json', 'package-lock.json', 'turbo.json', 'openapi', 'packages', 'apps', 'tsconfig.base.json', 'README.md'];

describe('the house', () => {
  it('has nothing at the top but the named files, the lockfile and dotfiles', () => {
    const top = readdirSync(ROOT).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    expect(top.toSorted()).toEqual(TOP.toSorted());
  });

  it('has no room for what belongs nowhere', () => {
    expect(sources('.ts', '.yaml').filter((path) => /(?:^|\/)(?:utils?|helpers?|common|shared|misc)(?:\.|\/)/.test(path))).toEqual([]);
  });

  it('pins every version', () => {
    const loose = [readWorkspace('.'), ...workspaces()].flatMap(({ folder, dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies })
        .filter(([name, version]) => !name.startsWith('@plumbline/') && !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${folder}: ${name}@${version}`),
    );
    expect(loose).toEqual([]);
  });

  it('has one file for each operation, named like it and exporting it', () => {
    const document = readFileSync(join(ROOT, 'packages/contract/src/openapi.gen.json'), 'utf8');
    const { paths } = JSON.parse(document) as { paths: Record<string, Record<string, { operationId?: string }>> };
    const operations = Object.values(paths).flatMap((item) => Object.values(item).flatMap(({ operationId }) => operationId ?? [])).toSorted();
    const files = sources('.ts')
      .filter((path) => /^apps\/api\/src\/operations\/[^/]+\/[a-z]+[A-Z]\w*\.ts$/.test(path))
      .map((path) => ({ path, name: path.replace(/^.*\/|\.ts$/g, '') }));
    expect(files.map(({ name }) => name).toSorted()).toEqual(operations);
    for (const { path, name } of files) expect(readFileSync(join(ROOT, path), 'utf8')).toContain(`export const ${name} = `);
  });

  it('reads the environment in one file of the API', () => {
    const readers = sources('.ts')
      .filter((path) => path.startsWith('apps/api/src/') && !path.endsWith('.test.ts'))
      .filter((path) => /process\.env(?:\.|\[)/.test(readFileSync(join(ROOT, path), 'utf8')));
    expect(readers).toEqual([]);
  });
});

describe('the README', () => {
  const text = existsSync(join(ROOT, 'README.md')) ? readFileSync(join(ROOT, 'README.md'), 'utf8') : '';

  it('is at most 120 lines', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(120);
    expect(text.length).toBeGreaterThan(1000);
  });

  it('names only scripts that there are', () => {
    const named = [...text.matchAll(/npm (?:run )?([a-z]+(?::[a-z]+)*)/g)].map(([, name]) => name ?? '');
    const known = new Set([...Object.keys(readWorkspace('.').scripts), 'ci', 'install']);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => name !== 'run' && !known.has(name))).toEqual([]);
  });

  it('names only files and folders that there are', () => {
    const paths = [...text.matchAll(/`((?:openapi|packages|apps)\/[\w./{}-]*)`/g)].map(([, path]) => path ?? '');
    expect(paths.filter((path) => !path.includes('<') && !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
