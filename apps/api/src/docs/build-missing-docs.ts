import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const BUILD = resolve(import.meta.dirname, '../../../docs/src/build.ts');

/**
 * Builds the documentation in a process of its own when it is not there for this contract, so that requests
 * are served meanwhile. A failed build is told and stops nothing.
 */
export async function buildMissingDocs(url: string, say: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=source', BUILD], { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((done) => {
    child.once('error', () => done(null));
    child.once('exit', done);
  });
  say(code === 0 ? `The documentation is at ${url}/docs/` : `The documentation could not be built; the API serves without it.`);
}
