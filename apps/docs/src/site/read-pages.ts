import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Made } from './contract-loader.ts';

const PRINT = join(import.meta.dirname, 'print-pages.ts');

/**
 * Makes the pages that have no file, and what guides show of the contract, in a process of its own, since this one keeps what it has once imported.
 *
 * @throws Error with the reason that this process gave, when it fails
 */
export async function readPages(): Promise<Made> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', PRINT], { maxBuffer: 2 ** 28 }).catch(refuse);
  return JSON.parse(stdout) as Made;
}

/** Node prints the line of source and the way there around the reason, which is one line. */
function refuse(error: Error & { stderr?: string }): never {
  const reason = error.stderr?.split('\n').find((line) => /^\w*Error: /.test(line));
  throw new Error(`The pages of the contract could not be made: ${reason ?? error.message}`, { cause: error });
}
