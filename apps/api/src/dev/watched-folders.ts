import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders in which a save asks for a run: the contract, and the sources of the server and of every package. */
export function watchedFolders(root: string, contractFolder: string): string[] {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'src'));
  return [contractFolder, join(root, 'apps/api/src'), ...packages.filter((folder) => existsSync(folder))];
}
