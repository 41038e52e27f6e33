import { relative } from 'node:path';
import type { Generated } from '../generate.ts';
import { fail, print } from './command.ts';

/**
 * Runs a generator, and says which files it has written and from how many.
 *
 * @param check whether nothing was to be written; a stale file is a failure then
 * @returns the exit code
 */
export async function reportGenerated(generate: () => Promise<Generated>, check: boolean): Promise<number> {
  const started = performance.now();
  const { changed, unchanged, sources } = await generate();
  const names = changed.map((path) => `  ${relative(process.cwd(), path)}`).join('\n');
  if (check && changed.length > 0) return fail(`These files are not what the contract generates; run \`npm run generate\`:\n${names}\n`);

  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const total = changed.length + unchanged.length;
  return print(
    changed.length === 0
      ? `All ${total} generated files are up to date with ${sources.length} files of the contract (${seconds} s).\n`
      : `Wrote ${changed.length} of ${total} files from ${sources.length} files of the contract (${seconds} s):\n${names}\n`,
  );
}
