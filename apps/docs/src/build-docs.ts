import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from '@plumbline/contract';
import { contract as contractV2 } from '@plumbline/contract/v2';
import { dump } from 'js-yaml';
import { compressFiles } from './build/compress-files.ts';
import { fingerprint } from './build/fingerprint.ts';
import { inlineHashes } from './build/inline-hashes.ts';
import { placePart, type Part } from './build/place-part.ts';
import { runAstro } from './build/run-astro.ts';
import { CHANGELOG, makeChangelog, placeFeed } from './changelog/make-changelog.ts';
import { renderReference } from './render-reference.ts';
import { withPolicies } from './with-policies.ts';

/** What a build did. */
interface Built {
  /** The parts that were made; none when all were there already. */
  built: PartName[];
  folder: string;
  seconds: number;
}

/** `reference`: Redoc's page of each version, and the contract as YAML. `site`: everything else. */
export type PartName = keyof typeof PARTS;

const PACKAGE = resolve(import.meta.dirname, '..');
const CONTRACT = fileURLToPath(new URL('.', import.meta.resolve('@plumbline/contract/openapi.json')));
const RENDERER = ['build-docs.ts', 'build', 'render-reference.ts', 'keep-home.ts', 'with-policies.ts', 'operation-facts.ts'];

/** Whole lines, and no anchors, which a reader of the contract would have to follow. */
const YAML = { lineWidth: -1, noRefs: true };

const PARTS = {
  reference: {
    from: [CONTRACT, join(PACKAGE, 'package.json'), ...RENDERER.map((name) => join(import.meta.dirname, name))],
    async make(folder) {
      await Promise.all([
        reference(join(folder, 'reference.html'), contract),
        reference(join(folder, 'reference-v2.html'), contractV2),
        writeFile(join(folder, 'openapi.yaml'), dump(contract.document, YAML)),
        writeFile(join(folder, 'openapi-v2.yaml'), dump(contractV2.document, YAML)),
      ]);
      await compressFiles(folder);
      return {};
    },
  },
  site: {
    from: [CONTRACT, PACKAGE, CHANGELOG],
    async make(folder) {
      await runAstro(folder);
      await placeFeed(folder);
      const [hashes] = await Promise.all([inlineHashes(folder), compressFiles(folder)]);
      return hashes;
    },
  },
} satisfies Record<string, Omit<Part, 'name' | 'from'> & { from: string[] }>;

/**
 * Makes the documentation in `dist/`, each part of it only when the contract or the sources have changed since it was made.
 * A part appears when it is complete.
 *
 * @throws Error with what the renderer said, when it fails; the parts that were there stay
 */
export async function buildDocs(report: (line: string) => void, { folder = join(PACKAGE, 'dist'), only }: { folder?: string; only?: PartName } = {}): Promise<Built> {
  const started = performance.now();
  const names = only ? [only] : (Object.keys(PARTS) as PartName[]);
  if (names.includes('site')) await makeChangelog();
  // Side by side, since each keeps one core busy. What one has begun is finished before the other's failure is told.
  const placed = await Promise.allSettled(
    names.map((name) => {
      const { from, make } = PARTS[name];
      return placePart(folder, {
        name,
        from: fingerprint(from),
        make(into: string) {
          report(`Building the ${name} …`);
          return make(into);
        },
      });
    }),
  );
  const failed = placed.find((part) => part.status === 'rejected');
  if (failed) throw failed.reason;
  const built = names.filter((_, index) => placed[index]?.status === 'fulfilled' && placed[index].value);
  return { built, folder, seconds: (performance.now() - started) / 1000 };
}

/** Renders the document with its policies from a file beside the page, because the renderer reads files. */
async function reference(path: string, of: typeof contract | typeof contractV2): Promise<void> {
  const source = `${path}.json`;
  await writeFile(source, JSON.stringify(withPolicies(of.document, of)));
  await renderReference(source, path).finally(() => rm(source));
}
