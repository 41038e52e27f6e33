import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders below a source that are made, not written. */
const SKIPPED = /(?:^|\/)(?:node_modules|\.astro|dist|test|test-results)(?:\/|$)/;

/**
 * Names the state of files and of all files below folders: it changes when one of them changes, comes or goes. Tests do
 * not count, and neither does where the files are, so that a copy has the name of its original.
 *
 * @param paths absolute; one that is not there counts as empty
 */
export function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [number, path] of paths.entries()) {
    for (const name of filesBelow(path)) hash.update(`${number} ${name}\n`).update(readFileSync(join(path, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [''];

  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((name) => !SKIPPED.test(name) && !/\.test(?:-d)?\.ts$/.test(name))
    .toSorted();
}
