import { symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Interpreter } from './interpreter.ts';
import { openModulePool } from './module-pool.ts';
import { typeCheck } from './type-check.ts';

const PACKAGE = resolve(import.meta.dirname, '../../..');
const ROOT = resolve(PACKAGE, '../..');

/**
 * Checks TypeScript in one program together with the sources of the workspace, and runs its modules in a few processes, one
 * module at a time in each.
 */
export async function openModules(folder: string): Promise<Interpreter> {
  // Modules in the folder find packages as those of the workspace do.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const pool = openModulePool(2);

  return {
    check: (paths) => typeCheck(folder, paths, { extends: join(ROOT, 'tsconfig.base.json') }),
    run: (path, surroundings) => pool.run(path, surroundings),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
