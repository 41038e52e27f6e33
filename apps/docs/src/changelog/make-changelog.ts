import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MadePage } from '../site/made-page.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const BUNDLE = fileURLToPath(import.meta.resolve('@plumbline/contract/openapi.json'));
const PLUMBLINE = join(fileURLToPath(import.meta.resolve('@plumbline/codegen/package.json')), '../bin/plumbline.js');

/** Where the changelog is kept between builds; a change of it asks for another build. */
export const CHANGELOG = resolve(import.meta.dirname, '../../dist/changelog');

/**
 * Makes the changelog from the history of the contract in git, with `plumbline changelog`, which says so where there is none.
 *
 * @throws Error with what the command said, when the contract itself cannot be read
 */
export async function makeChangelog(): Promise<void> {
  await promisify(execFile)(process.execPath, [PLUMBLINE, 'changelog', '--repository', ROOT, '--bundle', relative(ROOT, BUNDLE), '--out', CHANGELOG]);
}

/** The changelog as a page of the site. */
export async function changelogPage(): Promise<MadePage> {
  const changes = await readFile(join(CHANGELOG, 'changelog.md'), 'utf8');
  return {
    id: 'changelog',
    title: 'Changelog',
    description: 'What has changed in the API, day by day, and what of it breaks programs.',
    markdown: `It is also an [Atom feed](/docs/changelog.xml). A change that can break a program says so.\n\n${changes}`,
    label: 'Changelog',
    group: 'site',
  };
}

/** Puts the feed beside the pages. */
export async function placeFeed(folder: string): Promise<void> {
  await copyFile(join(CHANGELOG, 'changelog.xml'), join(folder, 'changelog.xml'));
}
