import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A part of the documentation as it was built last; see `placePart` of `apps/docs`, which names it in `<part>.json`. */
export interface BuiltPart {
  /** Where its files are. */
  root: string;
  /** Every file in it, relative to `root`. */
  files: ReadonlySet<string>;
  /** Changes with every build. */
  tag: string;
  /** What else its `<part>.json` says. */
  told: Readonly<Record<string, unknown>>;
}

/**
 * Follows what is built of a part.
 *
 * @returns a function that gives the newest build, or undefined as long as there is none
 * @throws Error of the system, from that function, when the folder cannot be read
 */
export function followPart(docs: string, name: string): () => Promise<BuiltPart | undefined> {
  const pointer = join(docs, `${name}.json`);
  let seen = 0;
  let part: BuiltPart | undefined;

  return async function current() {
    const found = await stat(pointer).catch(() => undefined);
    if (!found) return undefined;

    if (found.mtimeMs !== seen || !part) {
      const { folder, ...told } = JSON.parse(await readFile(pointer, 'utf8')) as { folder: string };
      const root = join(docs, folder);
      const entries = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
      const files = new Set(entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)));
      part = { root, files, tag: folder, told };
      seen = found.mtimeMs;
    }
    return part;
  };
}
