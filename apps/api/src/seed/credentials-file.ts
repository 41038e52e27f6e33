import { join } from 'node:path';
import type { Credentials } from '../accounts/create-account.ts';
import { writeWhole } from '../files/write-whole.ts';

/**
 * Writes `<dataDir>/credentials.json` for its owner alone (mode 0600), whole or not at all, and on
 * disk when this returns.
 *
 * @returns the file's path.
 */
export async function writeCredentials(dataDir: string, credentials: Credentials): Promise<string> {
  const path = join(dataDir, 'credentials.json');
  const { sandboxKey: sandbox_key, liveKey: live_key, email, password } = credentials;
  await writeWhole(path, (file) => file.writeFile(`${JSON.stringify({ sandbox_key, live_key, email, password }, null, 2)}\n`));

  return path;
}
