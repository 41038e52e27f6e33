import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What a package says of itself. */
export interface Workspace {
  /** Relative to the repository: `packages/server`. */
  folder: string;
  name: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Reads a `package.json` of the repository. */
export function readWorkspace(folder: string): Workspace {
  const text = readFileSync(join(ROOT, folder, 'package.json'), 'utf8');
  return { scripts: {}, dependencies: {}, devDependencies: {}, ...(JSON.parse(text) as Omit<Workspace, 'folder'>), folder };
}

/** Every package of the repository. */
export function workspaces(): Workspace[] {
  const found = globSync(['openapi/package.json', 'packages/*/package.json', 'apps/*/package.json'], { cwd: ROOT });
  return found.map((path) => readWorkspace(dirname(path))).toSorted((a, b) => a.folder.localeCompare(b.folder));
}

/** The hand-written files of the repository with these endings, relative to it. */
export function sources(...endings: string[]): string[] {
  const patterns = endings.flatMap((ending) => ['openapi', 'packages', 'apps', '.ci'].map((room) => `${room}/**/*${ending}`));
  return globSync(patterns, { cwd: ROOT, exclude: (path) => /(?:^|\/)(?:node_modules|dist|test-results|\.turbo)$/.test(path) })
    .filter((path) => !/(?:node_modules|\/dist)\//.test(path) && !path.includes('.gen.'))
    .toSorted();
}
