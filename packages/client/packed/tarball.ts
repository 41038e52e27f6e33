import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WORKSPACE = resolve(import.meta.dirname, '../../..');

/** A new folder outside the workspace. */
export function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'plumbline-packed-'));
}

/**
 * Packs a package as it would be published.
 *
 * @param folder below the workspace: `packages/client`
 * @returns the path of the tarball
 */
export async function pack(folder: string, into: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: join(WORKSPACE, folder) });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error(`npm packed nothing in ${folder}.`);
  return join(into, packed.filename);
}

/**
 * Makes an empty project and installs tarballs in it, with what the client depends on from this workspace's own node_modules:
 * no registry is asked.
 */
export async function install(folder: string, tarballs: readonly string[]): Promise<void> {
  const dependencies = await Promise.all(['openapi-fetch', 'openapi-typescript-helpers'].map((name) => pack(`node_modules/${name}`, folder)));
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs, ...dependencies], { cwd: folder });
}
