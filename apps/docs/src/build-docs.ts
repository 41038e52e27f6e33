import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from '@plumbline/contract';
import { contract as contractV2 } from '@plumbline/contract/v2';
import { errorsPage } from './errors-page.ts';
import { renderReference } from './render-reference.ts';
import { withPolicies } from './with-policies.ts';

/** What a build did. */
interface Built {
  /** False when the pages were already those of this contract. */
  built: boolean;
  folder: string;
  seconds: number;
}

const PACKAGE = resolve(import.meta.dirname, '..');
const BUNDLES = ['@plumbline/contract/openapi.json', '@plumbline/contract/v2/openapi.json'].map((name) => fileURLToPath(import.meta.resolve(name)));

/**
 * Makes the reference of every version and `errors.html` in `dist/`, unless they are there for this contract and these sources.
 * A page appears when it is complete, never in part.
 *
 * @throws Error with what the renderer said, when it fails
 */
export async function buildDocs(report: (line: string) => void, folder = join(PACKAGE, 'dist')): Promise<Built> {
  const started = performance.now();
  const stamp = join(folder, 'built-from');
  const wanted = await fingerprint();
  const present = await readFile(stamp, 'utf8').catch(() => undefined);
  if (present === wanted) return { built: false, folder, seconds: 0 };

  report('Building the reference …');
  await mkdir(folder, { recursive: true });
  await place(folder, 'errors.html', (path) => writeFile(path, errorsPage(contract.errors)));
  await place(folder, 'reference.html', (path) => reference(path, contract));
  await place(folder, 'reference-v2.html', (path) => reference(path, contractV2));
  await writeFile(stamp, wanted);
  return { built: true, folder, seconds: (performance.now() - started) / 1000 };
}

/** Renders the document with its policies from a file beside the page, because the renderer reads files. */
async function reference(path: string, of: typeof contract | typeof contractV2): Promise<void> {
  const source = `${path}.json`;
  await writeFile(source, JSON.stringify(withPolicies(of.document, of)));
  await renderReference(source, path).finally(() => rm(source));
}

async function place(folder: string, name: string, make: (path: string) => Promise<void>): Promise<void> {
  const temporary = join(folder, `.${process.pid}-${name}`);
  await make(temporary);
  await rename(temporary, join(folder, name));
}

/** Changes when the pages would: with the contract, with what renders it, and with these sources. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const renderer = fileURLToPath(import.meta.resolve('@redocly/cli/package.json'));
  const own = (await readdir(import.meta.dirname)).toSorted().map((name) => join(import.meta.dirname, name));
  for (const path of [...BUNDLES, renderer, ...own]) hash.update(await readFile(path));
  return hash.digest('hex');
}
