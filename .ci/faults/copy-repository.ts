import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where packages lie that several workspaces share, and those that one has for itself. */
const PACKAGES = 'node_modules';

/**
 * Copies the tracked files of a repository, as they are now, into a folder of its own. Installed packages are linked
 * and not copied; those of the repository itself lead into the copy. Disposing deletes the copy.
 *
 * @param place the folder that the copy is made in
 */
export function copyRepository(root: string, place = tmpdir()): { folder: string } & Disposable {
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, 'plumbline-copy-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0');
  for (const file of files.filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  for (const workspace of ['.', ...workspacesOf(files)]) linkPackages(join(root, workspace, PACKAGES), join(folder, workspace, PACKAGES));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function workspacesOf(files: readonly string[]): string[] {
  return files.filter((file) => /^(?:openapi|(?:packages|apps)\/[^/]+)\/package\.json$/.test(file)).map(dirname);
}

/** Links what is installed, but for what tools keep there: their caches would be written to through a link. */
function linkPackages(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '.bin') symlinkSync(join(from, name), join(to, name));
    else if (name === '@plumbline') copyLinks(join(from, name), join(to, name));
    else if (!name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
  }
}

/** The links of npm to the repository's own packages are relative, so that they lead into the copy. */
function copyLinks(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) symlinkSync(readlinkSync(join(from, name)), join(to, name));
}
