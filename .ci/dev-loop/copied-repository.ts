import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyRepository } from '../faults/copy-repository.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** What is made and not tracked, and takes seconds to make: the history of the contract, which a copy does not have, and an empty database. */
const MADE = ['apps/docs/dist/changelog', 'node_modules/.cache/plumbline'];

/** Copies the repository for a loop that runs in it. Disposing deletes the copy. */
export function copiedRepository(): { folder: string } & Disposable {
  // Inside of the original: Astro takes an installed file for one of the site where the two have no folder in common.
  const copy = copyRepository(ROOT, join(ROOT, '.data'));
  for (const name of MADE.filter((made) => existsSync(join(ROOT, made)))) cpSync(join(ROOT, name), join(copy.folder, name), { recursive: true });
  return copy;
}
