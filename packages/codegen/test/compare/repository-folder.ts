import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Whoever tries the project out from an archive may have no git. */
export const HAS_GIT = spawnSync('git', ['--version']).status === 0;

/** A git repository of its own. */
export interface RepositoryFolder extends AsyncDisposable {
  folder: string;
  /** Writes a file: text as it is, anything else as JSON. */
  write(name: string, content: unknown): Promise<void>;
  git(...args: string[]): Promise<void>;
  /** Commits all files, and tags the commit when a name is given; at a moment (RFC 3339) when one is given. */
  commit(tag?: string, moment?: string): Promise<void>;
}

/** Makes a git repository without a commit, whose branch is main. */
export async function repositoryFolder(): Promise<RepositoryFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-gate-'));
  const run = async (args: readonly string[], moment?: string) => {
    const env = { ...process.env, ...(moment && { GIT_COMMITTER_DATE: moment }) };
    await execute('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', '-c', 'tag.gpgsign=false', ...args], { cwd: folder, env });
  };
  const git = (...args: string[]) => run(args);
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    async write(name, content) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    },
    async commit(tag, moment) {
      await git('add', '--all');
      await run(['commit', '--quiet', '--allow-empty', '--message', 'Change'], moment);
      if (tag) await git('tag', tag);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
