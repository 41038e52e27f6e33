import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials } from '../accounts/create-account.ts';

/**
 * Writes `<dataDir>/credentials.json` for its owner alone (mode 0600), whole or not at all, and on
 * disk when this returns.
 *
 * @returns the file's path.
 */
export async function writeCredentials(dataDir: string, credentials: Credentials): Promise<string> {
  const path = join(dataDir, 'credentials.json');
  const draft = `${path}.new`;
  const { sandboxKey: sandbox_key, liveKey: live_key, email, password } = credentials;

  // What an interrupted run left could have another mode, which opening would keep.
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ sandbox_key, live_key, email, password }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dataDir);

  return path;
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and needs no sync to keep a rename.
  if (process.platform === 'win32') return;

  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
