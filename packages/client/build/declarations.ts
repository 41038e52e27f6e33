import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { entries, ROOT } from './entries.ts';

const PACKAGES = resolve(ROOT, '..');
const TYPES = resolve(ROOT, 'dist/types');

/** Where the compiler writes the declarations of this package, and of what it takes from the workspace, each below its package's name. */
export const EMITTED = resolve(ROOT, 'dist/.declarations');

/** What an import, an export or an import type leads to. */
const SPECIFIER = /(?<=\bfrom ['"]|\bimport\(['"]|\bimport ['"])[^'"]+/g;

/**
 * Writes the declarations that the entries lead to into dist/types, once for ESM and once for CommonJS. Those of workspace
 * packages are put there too, below `inlined`, and every import of one leads there: whoever installs the package has no other.
 *
 * @throws Error with the compiler's words when it finds a fault, or the file that it has not written
 */
export async function writeDeclarations(): Promise<void> {
  const tsc = resolve(PACKAGES, '../node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json')]);
  const written = new Set<string>();
  const waiting = entries().map(({ source }) => source);
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (written.has(source)) continue;
    written.add(source);
    waiting.push(...(await writeDeclaration(source)));
  }
}

/** Writes the declarations of one source, and gives the sources that they lead to. */
async function writeDeclaration(source: string): Promise<string[]> {
  const text = await readFile(join(EMITTED, relative(PACKAGES, source)).replace(/ts$/, 'd.ts'), 'utf8');
  const targets = new Map([...text.matchAll(SPECIFIER)].flatMap(([specifier]) => {
    const target = sourceOf(specifier, source);
    return target === undefined ? [] : [[specifier, target] as const];
  }));
  for (const kind of ['', 'c']) {
    const place = placeOf(source);
    const rewritten = text.replaceAll(SPECIFIER, (specifier) => {
      const target = targets.get(specifier);
      const path = target && relative(dirname(place), placeOf(target)).replace(/ts$/, `${kind}js`);
      return path === undefined ? specifier : path.replace(/^(?!\.)/, './');
    });
    const file = join(TYPES, place).replace(/ts$/, `d.${kind}ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, rewritten);
  }
  return [...targets.values()];
}

/** The source that a specifier leads to; undefined when it leads out of the workspace. */
function sourceOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier);
  return specifier.startsWith('@plumbline/') ? fileURLToPath(import.meta.resolve(specifier)) : undefined;
}

/** Where the declarations of a source stand in dist/types: beside each other, those of other packages below `inlined`. */
function placeOf(source: string): string {
  const [name = '', , ...path] = relative(PACKAGES, source).split('/');
  return resolve(PACKAGES, name) === ROOT ? path.join('/') : ['inlined', name, ...path].join('/');
}
