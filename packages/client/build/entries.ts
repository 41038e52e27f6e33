import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

/** The folder of this package. */
export const ROOT = resolve(import.meta.dirname, '..');

/** One way into the package: `./operations`, from `src/operations.ts`. */
export interface Entry {
  /** As it is imported, below the package's name. */
  path: string;
  source: string;
  /** The name of its files, without their endings. */
  name: string;
}

/** Reads the entries of the package from its package.json. */
export function entries(): Entry[] {
  const { exports } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, { source: string } | string> };
  return Object.entries(exports).flatMap(([path, conditions]) =>
    typeof conditions === 'string' ? [] : { path, source: resolve(ROOT, conditions.source), name: basename(conditions.source, '.ts') },
  );
}
