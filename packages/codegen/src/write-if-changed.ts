import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file when its content differs from what is there. The new content appears at once, never in part.
 *
 * @param dryRun compare only
 * @returns whether the content differs
 */
export async function writeIfChanged(path: string, content: string, dryRun: boolean): Promise<boolean> {
  const present = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (present === content) return false;
  if (dryRun) return true;

  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
  return true;
}
