import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BundleError } from '../compare/bundle-error.ts';
import { EMPTY_BUNDLE, parseBundle } from '../compare/read-bundle.ts';
import { gitIn } from '../git.ts';
import { changesBetween } from './changes.ts';
import type { Entry, Section } from './entry.ts';
import { historyOf, type Point } from './history.ts';

interface Options {
  /** The folder of the repository. */
  repository: string;
  /** The bundled document, relative to the repository's folder. */
  bundle: string;
  /** Where comparisons are kept that were made before. */
  cache?: string;
}

/** What has changed, day by day and release by release. */
export interface Changelog {
  /** Newest first. */
  sections: readonly Section[];
  /** A sentence that says what is missing, and why. */
  gap?: string | undefined;
}

/** Reads from git how the contract has become what it is. Where there is no history, or a part of it, it says so. */
export async function changelogOf({ repository, bundle, cache = join(repository, 'node_modules/.cache/plumbline-changelog') }: Options): Promise<Changelog> {
  const { points, base, gap } = await historyOf(repository, bundle);
  const made = await fingerprint();
  const git = gitIn(repository);
  const read = async (point: Point | undefined) => (point?.blob ? parseBundle(await git('cat-file', 'blob', point.blob), `${bundle} of ${point.date}`) : EMPTY_BUNDLE);

  const sections = await Promise.all(
    points.map(async (point, index): Promise<Section> => {
      const before = index === 0 ? base : points[index - 1];
      const pair = [made, before?.blob ?? 'none', point.blob ?? 'none', point.date].join('-');
      const entries = await remembered(join(cache, `${pair}.json`), async () => changesBetween(await read(before), await read(point), point.date));
      return { date: point.date, release: point.release, entries };
    }),
  );
  return { sections: sections.filter(({ entries, release }) => entries.length > 0 || release).toReversed(), gap };
}

/** What was worked out before, else what is worked out now. A contract that cannot be read is told as a change that is not known. */
async function remembered(file: string, work: () => Promise<Entry[]>): Promise<Entry[]> {
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return JSON.parse(kept) as Entry[];
  const entries = await work().catch((error: unknown): Entry[] => {
    if (!(error instanceof BundleError)) throw error;
    return [{ kind: 'Changed', breaking: false, subjects: [], text: 'The contract of that day, or of the one before, cannot be read, so what has changed is not known.' }];
  });
  await mkdir(resolve(file, '..'), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(entries));
  await rename(`${file}.${process.pid}`, file);
  return entries;
}

/** Changes with what compares and words the changes, so that nothing older is remembered. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sources = resolve(import.meta.dirname, '..');
  for (const path of globSync('{changelog,compare}/**/*.ts', { cwd: sources }).toSorted()) hash.update(await readFile(join(sources, path)));
  return hash.digest('hex').slice(0, 16);
}
