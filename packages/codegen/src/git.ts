import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What git says is read and passed on, so it is asked to say it in English. */
const ENGLISH = { ...process.env, LC_ALL: 'C' };

/** Runs git in a folder, and gives what it printed. */
export type Git = (...args: string[]) => Promise<string>;

/**
 * Git in a folder. Paths of a call are relative to the folder.
 *
 * @returns a function that throws what `execFile` throws when git is missing or fails
 */
export function gitIn(folder: string): Git {
  return (...args) => execute('git', ['-C', folder, ...args], { maxBuffer: 2 ** 28, env: ENGLISH }).then(({ stdout }) => stdout);
}

/** Why git cannot be asked about a folder; undefined when it can. */
export async function whyNoGit(git: Git): Promise<{ isMissing: boolean; said: string } | undefined> {
  return git('rev-parse', '--git-dir').then(
    () => undefined,
    (error: NodeJS.ErrnoException & { stderr?: string }) => {
      const isMissing = error.code === 'ENOENT';
      const said = isMissing ? 'git is not installed' : `git says: ${(error.stderr ?? error.message).trim()}`;
      return { isMissing: isMissing || said.includes('not a git repository'), said };
    },
  );
}
