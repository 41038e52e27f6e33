import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file for its owner alone (mode 600), whole or not at all, and on disk when this returns. It is written
 * beside its place, as `<path>.new`, and then takes the place of what was there.
 *
 * @throws what `write` throws, with nothing left behind; Error when another process writes the same file meanwhile.
 */
export async function writeWhole<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const draft = `${path}.new`;
  // What an interrupted run left could have another mode, which opening would keep.
  await rm(draft, { force: true });

  return putInPlace(path, draft, rename, async (file) => {
    const result = await write(file);
    if ((await inode(draft)) !== (await file.stat()).ino) throw new Error(`Another process is writing ${path} too: let one of them finish.`);
    return result;
  });
}

/**
 * The same for a file that is made once: of several processes that make it at the same time, one does.
 *
 * @returns whether it was this one.
 */
export async function writeOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;

  try {
    // A link, unlike a rename, fails when the file is there.
    await putInPlace(path, draft, link, (file) => file.writeFile(text));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function putInPlace<T>(
  path: string,
  draft: string,
  move: (from: string, to: string) => Promise<void>,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(draft, 'wx', 0o600);

  try {
    const written = await write(file);
    await file.sync();
    await move(draft, path);
    await syncFolder(dirname(path));

    return written;
  } finally {
    const isOurs = (await inode(draft)) === (await file.stat()).ino;
    await file.close();
    if (isOurs) await rm(draft, { force: true });
  }
}

async function inode(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.ino;
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and needs no sync to keep a rename.
  if (process.platform === 'win32') return;

  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
